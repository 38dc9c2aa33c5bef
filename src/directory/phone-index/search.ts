import type { NumberQuery } from '../../domain/number-query.ts';
import { readTerms, type Term } from '../search/read-terms.ts';
import { marks } from '../search-key.ts';
import { findPart, standsAt } from './byte-text.ts';
import { anyOf, type Clue, eachOf, everybody, hasDigits, hasKeys, hasPart } from './clue.ts';
import { type ContactTexts, columns, rowLength } from './contact-texts.ts';
import type { Condition } from './find.ts';
import { spellsName } from './keypad.ts';
import type { TenantBook } from './tenant-book.ts';

// What directory/search/ asks the database, asked of a contact in memory. A property test holds both against each other.

export interface Search extends Condition {
  /** Those whose names start with what was asked for come before the others. */
  comesFirst(slot: number, book: TenantBook): boolean;
}

/** A search as on the Contacts page; `keypad`: digits also find names by the letters on the keys. `country`: see readTerms. */
export function readSearch(q: string, country: string, { keypad }: { readonly keypad: boolean }): Search {
  const { start, all } = readTerms(q, country);
  const conditions = all.map(termCondition);
  const byText: Condition = {
    clue: eachOf(conditions.map(({ clue }) => clue)),
    accept: (slot, book) => conditions.every(({ accept }) => accept(slot, book)),
  };
  const beginning = Buffer.from(start);
  const comesFirst = (slot: number, { texts: { bytes, rows } }: TenantBook) => {
    const row = slot * rowLength;
    return (
      start !== '' && standsAt(bytes, rows[row + columns.start]!, rows[row + columns.nameEnd]!, beginning)
    );
  };
  const keys = q.trim();
  if (!keypad || !/^[2-9]{2,}$/.test(keys)) return { ...byText, comesFirst };
  return {
    clue: anyOf([byText.clue, hasKeys(keys)]),
    accept: (slot, book) => {
      const { bytes, rows } = book.texts;
      const row = slot * rowLength;
      return (
        byText.accept(slot, book) ||
        spellsName(bytes, rows[row + columns.start]!, rows[row + columns.nameEnd]!, keys)
      );
    },
    comesFirst,
  };
}

function termCondition({ text, number }: Term): Condition {
  const part = text === null ? null : Buffer.from(text);
  const digits = number === null ? [] : marked(number).map((part) => Buffer.from(part));
  return {
    clue: anyOf([
      ...(text === null ? [] : [hasPart(text)]),
      ...(number === null ? [] : [numberClue(number)]),
    ]),
    accept: (slot, { texts }) =>
      (part !== null && texts.has(slot, part)) || digits.some((part) => hasNumber(texts, slot, part)),
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
