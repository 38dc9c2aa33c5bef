import type { NumberQuery } from '../../domain/number-query.ts';
import { type Rank, rankPieces } from '../search/rank.ts';
import { readTerms, type Term } from '../search/read-terms.ts';
import { marks } from '../search-marks.ts';
import { findPart } from './byte-text.ts';
import { anyOf, type Clue, eachOf, everybody, hasDigits, hasKeys, hasPart } from './clue.ts';
import { type ContactTexts, columns, nameStart, rowLength } from './contact-texts.ts';
import type { Condition } from './find.ts';
import { spellsName } from './spells-name.ts';
import type { TenantBook } from './tenant-book.ts';

// What directory/search/ asks the database, asked of a contact in memory. A property test holds both against each other.

export interface Search extends Condition {
  /** The smaller, the earlier it comes; see search/rank.ts. */
  rankOf(slot: number, book: TenantBook): Rank;
}

/** A search as on the Contacts page; `keypad`: digits also find names by the letters on the keys. `country`: see readTerms. */
export function readSearch(q: string, country: string, { keypad }: { readonly keypad: boolean }): Search {
  const terms = readTerms(q, country);
  const conditions = terms.all.map(termCondition);
  const byText: Condition = {
    clue: eachOf(conditions.map(({ clue }) => clue)),
    accept: (slot, book) => conditions.every(({ accept }) => accept(slot, book)),
  };
  const [first, second] = rankPieces(terms).map((pieces) => pieces.map((piece) => Buffer.from(piece)));
  const rankOf = (slot: number, { texts }: TenantBook): Rank => {
    if (first!.some((piece) => texts.has(slot, piece))) return 0;
    return second!.some((piece) => texts.has(slot, piece)) ? 1 : 2;
  };
  const keys = q.trim();
  if (!keypad || !/^[2-9]{2,}$/.test(keys)) return { ...byText, rankOf };
  return {
    clue: anyOf([byText.clue, hasKeys(keys)]),
    accept: (slot, book) => {
      const { bytes, rows } = book.texts;
      const row = slot * rowLength;
      return (
        byText.accept(slot, book) ||
        spellsName(bytes, nameStart(rows, row), rows[row + columns.nameEnd]!, keys)
      );
    },
    rankOf,
  };
}

/** Slots in the order of names, put in the order of the search. */
export function inRanks(slots: readonly number[], { rankOf }: Search, book: TenantBook): readonly number[] {
  const byRank: [number[], number[], number[]] = [[], [], []];
  for (const slot of slots) byRank[rankOf(slot, book)].push(slot);
  return byRank.flat();
}

function termCondition({ text, otherText, number }: Term): Condition {
  const parts = [text ?? [], otherText ?? []].flat().map((part) => Buffer.from(part));
  const digits = number === null ? [] : marked(number).map((part) => Buffer.from(part));
  return {
    clue: anyOf([
      ...(text === null ? [] : [hasPart(text)]),
      ...(otherText === undefined ? [] : [hasPart(otherText)]),
      ...(number === null ? [] : [numberClue(number)]),
    ]),
    accept: (slot, { texts }) =>
      parts.some((part) => texts.has(slot, part)) || digits.some((part) => hasNumber(texts, slot, part)),
  };
}

const numberClue = (number: NumberQuery): Clue =>
  number.kind === 'international-any' ? everybody : anyOf([...number.starts, ...number.parts].map(hasDigits));

/** A number that fits has one of these in the search text. */
const marked = (number: NumberQuery): readonly string[] =>
  number.kind === 'international-any'
    ? [marks.international]
    : [...number.starts.map((start) => `${marks.plus}${start}`), ...number.parts];

const numbersMark = Buffer.from(marks.numbers);

function hasNumber({ bytes, rows }: ContactTexts, slot: number, digits: Uint8Array): boolean {
  const row = slot * rowLength;
  const end = rows[row + columns.end]!;
  const numbers = findPart(bytes, rows[row + columns.nameEnd]!, end, numbersMark);
  return numbers >= 0 && findPart(bytes, numbers, end, digits) >= 0;
}
