import { compareTexts, findPart, standsAt } from '../../directory/phone-index/byte-text.ts';
import {
  type Clue,
  eachOf,
  everybody,
  hasKeys,
  hasPart,
  hasWordStart,
} from '../../directory/phone-index/clue.ts';
import {
  columns,
  hasPartOfName,
  nameStart,
  partEnd,
  partStart,
  rowLength,
} from '../../directory/phone-index/contact-texts.ts';
import { spellsName } from '../../directory/phone-index/spells-name.ts';
import type { TenantBook } from '../../directory/phone-index/tenant-book.ts';
import { marks } from '../../directory/search-marks.ts';
import { foldText, writtenOutForm } from '../../domain/fold-text.ts';
import type { Attribute } from './attributes.ts';
import type { Comparison, Substrings } from './filter.ts';
import { either, type Test } from './match-test.ts';

type TextAttribute = Extract<Attribute, { kind: 'name' | 'text' }>;

/** Whether a folded text fits, which stands in UTF-8 between two places. */
type Fits = (bytes: Uint8Array, start: number, end: number) => boolean;

/** Compares texts folded: without case, accents, signs that nobody types, and more than one space; in both forms of an umlaut. */
export function textTest(attribute: TextAttribute, filter: Comparison): Test {
  if (filter.kind === 'present') return shown(attribute, everybody, (_, start, end) => start < end);
  if (filter.kind === 'substrings') return partsTest(attribute, filter.parts);
  const value = foldText(filter.value);
  const wanted = Buffer.from(value);
  switch (filter.kind) {
    case 'equal':
      return either(formsOf(filter.value).map((form) => equalTest(attribute, form)));
    case 'approx':
      return either(
        formsOf(filter.value).map((form) => {
          const part = Buffer.from(form);
          return matching(
            attribute,
            hasPart(form),
            form,
            (bytes, start, end) => findPart(bytes, start, end, part) >= 0,
          );
        }),
      );
    case 'atLeast':
      return shown(attribute, everybody, (bytes, start, end) => compareTexts(bytes, start, end, wanted) >= 0);
    case 'atMost': {
      // Polycom asks for `sn<=zz` and means the end of every alphabet, not only of this one.
      const anything = /^z+$/.test(value);
      return shown(
        attribute,
        everybody,
        (bytes, start, end) => anything || compareTexts(bytes, start, end, wanted) <= 0,
      );
    }
  }
}

/** A text folded, and its second form where it has one. */
function formsOf(text: string): readonly string[] {
  const form = writtenOutForm(text);
  return form === null ? [foldText(text)] : [foldText(text), form];
}

function equalTest(attribute: TextAttribute, value: string): Test {
  if (attribute.part !== 'name') {
    const wanted = Buffer.from(value);
    return matching(attribute, hasWordStart(value), value, (bytes, start, end) =>
      isSame(bytes, start, end, wanted),
    );
  }
  // `Archer Ada` is Ada Archer, on phones that put the family name first.
  const words = value.split(' ');
  const turned = turnedNames(words);
  return matching(attribute, eachOf(words.map(hasPart)), words[0] ?? '', (bytes, start, end) =>
    turned.some((name) => isSame(bytes, start, end, name)),
  );
}

const isSame = (bytes: Uint8Array, start: number, end: number, wanted: Uint8Array): boolean =>
  end - start === wanted.length && standsAt(bytes, start, end, wanted);

/** A name as it stands, and with each of its words first; no more than a name has words. */
const turnedNames = (words: readonly string[]) =>
  words.slice(0, 16).map((_, at) => Buffer.from([...words.slice(at), ...words.slice(0, at)].join(' ')));

/**
 * Tests every way in which a value may be written. Folding costs more than all the rest: names stand folded among the
 * texts of the index, a line for each way; other texts are folded only of who has `piece` anywhere.
 */
function matching(attribute: TextAttribute, clue: Clue, piece: string, fits: Fits): Test {
  const { texts, indexed, part } = attribute;
  const wanted = Buffer.from(piece);
  const test = (slot: number, book: TenantBook): boolean => {
    const { bytes, rows } = book.texts;
    const row = slot * rowLength;
    const namesEnd = rows[row + columns.namesEnd]!;
    if (part === 'name') return fitsALine(bytes, nameStart(rows, row), namesEnd, fits);
    if (part !== undefined && hasPartOfName(rows, row, part)) {
      if (fits(bytes, partStart(rows, row, part), partEnd(rows, row, part))) return true;
      if (findPart(bytes, rows[row + columns.start]!, namesEnd, secondMark) < 0) return false;
    }
    if (indexed && wanted.length > 0 && !book.texts.has(slot, wanted)) return false;
    return texts(book.contactAt(slot)).some((text) =>
      formsOf(text).some((form) => {
        const folded = Buffer.from(form);
        return fits(folded, 0, folded.length);
      }),
    );
  };
  return { clue: indexed ? clue : everybody, test };
}

const secondMark = Buffer.from(marks.second);
const newLine = marks.line.charCodeAt(0);

/** Lines begin with one or two marks, all but the first, whose mark stands before `from`. */
function fitsALine(bytes: Uint8Array, from: number, end: number, fits: Fits): boolean {
  for (let start = from; start <= end; ) {
    while (start < end && bytes[start]! < 32) start += 1;
    let lineEnd = start;
    while (lineEnd < end && bytes[lineEnd] !== newLine) lineEnd += 1;
    if (fits(bytes, start, lineEnd)) return true;
    start = lineEnd + 1;
  }
  return false;
}

/** Tests only the value that is shown, first name first. */
function shown({ texts, indexed, part }: TextAttribute, clue: Clue, fits: Fits): Test {
  const test = (slot: number, book: TenantBook): boolean => {
    const { bytes, rows } = book.texts;
    const row = slot * rowLength;
    if (part === 'name') return fits(bytes, nameStart(rows, row), rows[row + columns.nameEnd]!);
    if (part !== undefined && hasPartOfName(rows, row, part))
      return fits(bytes, partStart(rows, row, part), partEnd(rows, row, part));
    return texts(book.contactAt(slot)).some((text) => {
      const folded = Buffer.from(foldText(text));
      return fits(folded, 0, folded.length);
    });
  };
  return { clue: indexed ? clue : everybody, test };
}

function partsTest(attribute: TextAttribute, sent: Substrings): Test {
  const folded = foldedParts(sent, foldText);
  const byLetters = [lettersTest(attribute, folded)];
  if ([sent.initial ?? '', ...sent.any, sent.final ?? ''].some((part) => writtenOutForm(part) !== null))
    byLetters.push(
      lettersTest(
        attribute,
        foldedParts(sent, (part) => writtenOutForm(part) ?? foldText(part)),
      ),
    );
  const { initial, any, final } = folded;
  const typed = initial || (any.length === 1 ? any[0]! : '');
  const digits =
    attribute.kind === 'name' && final === '' && (initial === '' || any.length === 0) ? typed : '';
  if (!/^[2-9]{2,}$/.test(digits)) return either(byLetters);
  const byKeys: Fits = (bytes, start, end) => spellsName(bytes, start, end, digits);
  return either([...byLetters, shown(attribute, hasKeys(digits), byKeys)]);
}

interface FoldedParts {
  readonly initial: string;
  readonly any: readonly string[];
  readonly final: string;
}

/** Words follow each other with anything between them: `ada archer` begins Ada King Archer, and `jean luc` Jean-Luc. */
function foldedParts({ initial, any, final }: Substrings, fold: (part: string) => string): FoldedParts {
  const [first = '', ...begun] = fold(initial ?? '').split(' ');
  const ending = fold(final ?? '').split(' ');
  const last = ending.pop() ?? '';
  const middle = any.flatMap((part) => fold(part).split(' '));
  return { initial: first, any: [...begun, ...middle, ...ending].filter((part) => part !== ''), final: last };
}

function lettersTest(attribute: TextAttribute, { initial, any, final }: FoldedParts): Test {
  const clue = eachOf([hasWordStart(initial), ...any.map(hasPart), hasPart(final)]);
  const piece = initial || any[0] || final;
  return matching(attribute, clue, piece, partsIn(initial, attribute.kind === 'name', any, final));
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
