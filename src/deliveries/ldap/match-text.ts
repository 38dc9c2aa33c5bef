import { compareTexts, findPart, standsAt } from '../../directory/phone-index/byte-text.ts';
import {
  type Clue,
  eachOf,
  everybody,
  hasKeys,
  hasPart,
  hasWordStart,
} from '../../directory/phone-index/clue.ts';
import { columns, rowLength } from '../../directory/phone-index/contact-texts.ts';
import { spellsName } from '../../directory/phone-index/keypad.ts';
import type { TenantBook } from '../../directory/phone-index/tenant-book.ts';
import { foldText } from '../../domain/fold-text.ts';
import type { Attribute } from './attributes.ts';
import type { Comparison, Substrings } from './filter.ts';
import { either, type Test } from './match-test.ts';

type TextAttribute = Extract<Attribute, { kind: 'name' | 'text' }>;

/** Whether a folded text fits, which stands in UTF-8 between two places. */
type Fits = (bytes: Uint8Array, start: number, end: number) => boolean;

/** Compares texts folded: without case, accents, and more than one space. */
export function textTest(attribute: TextAttribute, filter: Comparison): Test {
  if (filter.kind === 'present') return matching(attribute, everybody, '', (_, start, end) => start < end);
  if (filter.kind === 'substrings') return partsTest(attribute, filter.parts);
  const value = foldText(filter.value);
  const wanted = Buffer.from(value);
  const same: Fits = (bytes, start, end) =>
    end - start === wanted.length && standsAt(bytes, start, end, wanted);
  switch (filter.kind) {
    case 'equal': {
      if (attribute.part !== 'name') return matching(attribute, hasWordStart(value), value, same);
      // `Archer Ada` is Ada Archer, on phones that put the family name first.
      const words = value.split(' ');
      const turned = turnedNames(words);
      return matching(attribute, eachOf(words.map(hasPart)), words[0] ?? '', (bytes, start, end) =>
        turned.some((name) => end - start === name.length && standsAt(bytes, start, end, name)),
      );
    }
    case 'approx':
      return matching(
        attribute,
        hasPart(value),
        value,
        (bytes, start, end) => findPart(bytes, start, end, wanted) >= 0,
      );
    case 'atLeast':
      return matching(
        attribute,
        everybody,
        '',
        (bytes, start, end) => compareTexts(bytes, start, end, wanted) >= 0,
      );
    case 'atMost': {
      // Polycom asks for `sn<=zz` and means the end of every alphabet, not only of this one.
      const anything = /^z+$/.test(value);
      return matching(
        attribute,
        everybody,
        '',
        (bytes, start, end) => anything || compareTexts(bytes, start, end, wanted) <= 0,
      );
    }
  }
}

/** A name as it stands, and with each of its words first; no more than a name has words. */
const turnedNames = (words: readonly string[]) =>
  words.slice(0, 16).map((_, at) => Buffer.from([...words.slice(at), ...words.slice(0, at)].join(' ')));

/**
 * Folding costs more than all the rest. Names stand folded among the texts of the index; other texts are folded only of
 * who has `piece` anywhere.
 */
function matching({ texts, indexed, part }: TextAttribute, clue: Clue, piece: string, fits: Fits): Test {
  const wanted = Buffer.from(piece);
  const test = (slot: number, book: TenantBook): boolean => {
    const { bytes, rows } = book.texts;
    const row = slot * rowLength;
    if (part !== undefined) {
      const start = part === 'last' ? rows[row + columns.lastName]! : rows[row + columns.start]!;
      const end = part === 'first' ? rows[row + columns.firstNameEnd]! : rows[row + columns.nameEnd]!;
      if (start >= 0 && end >= 0) return fits(bytes, start, end);
    }
    if (indexed && wanted.length > 0 && !book.texts.has(slot, wanted)) return false;
    return texts(book.contactAt(slot)).some((text) => {
      const folded = Buffer.from(foldText(text));
      return fits(folded, 0, folded.length);
    });
  };
  return { clue: indexed ? clue : everybody, test };
}

function partsTest(attribute: TextAttribute, sent: Substrings): Test {
  const { kind } = attribute;
  const initial = foldText(sent.initial ?? '');
  const any = sent.any.map(foldText).filter((part) => part !== '');
  const final = foldText(sent.final ?? '');
  const clue = eachOf([hasWordStart(initial), ...any.map(hasPart), hasPart(final)]);
  const piece = initial || any[0] || final;
  const byLetters = matching(attribute, clue, piece, partsIn(initial, kind === 'name', any, final));
  const typed = initial || (any.length === 1 ? any[0]! : '');
  const digits = kind === 'name' && final === '' && (initial === '' || any.length === 0) ? typed : '';
  if (!/^[2-9]{2,}$/.test(digits)) return byLetters;
  const byKeys: Fits = (bytes, start, end) => spellsName(bytes, start, end, digits);
  return either([byLetters, matching(attribute, hasKeys(digits), '', byKeys)]);
}

/**
 * Whether the parts follow each other in a text. In names (`later`) the first may also start at a later word: `arch`
 * finds Ada Archer.
 */
function partsIn(initial: string, later: boolean, any: readonly string[], final: string): Fits {
  const first = Buffer.from(initial);
  const word = Buffer.from(` ${initial}`);
  const middle = any.map((part) => Buffer.from(part));
  const last = Buffer.from(final);
  return (bytes, start, end) => {
    let at = start;
    if (!standsAt(bytes, start, end, first)) {
      at = later ? findPart(bytes, start, end, word) + 1 : 0;
      if (at === 0) return false;
    }
    at += first.length;
    for (const part of middle) {
      const found = findPart(bytes, at, end, part);
      if (found < 0) return false;
      at = found + part.length;
    }
    return last.length === 0 || (end - last.length >= at && standsAt(bytes, end - last.length, end, last));
  };
}
