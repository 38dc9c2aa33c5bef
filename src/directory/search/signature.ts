// Texts are found in their middle ("contains", in every script) through an index of our own over short pieces of text,
// "grams". Each gram has one of 4,096 positions, and the signature of a contact is the set of positions of all its
// grams. A query asks for the positions that a match must have, and then looks at the text itself: a position too many
// costs time, never a wrong answer. One too few would lose contacts, so both sides use this file.
// docs/decisions/0013-search-signatures.md says why.

import { marks } from '../search-marks.ts';

/** How many positions there are. */
export const signatureBits = 4096;

/** Where a contact belongs. */
export interface SignedPlace {
  readonly sourceId: string | null;
  /** Whose personal book; `null`: not a personal contact. */
  readonly ownerId: string | null;
}

// Pairs of plain characters, threes and pairs of digits have a position each, because they are what is asked for most
// and by itself must tell enough. Everything else shares the rest by its hash.
const plainCharacters = 'abcdefghijklmnopqrstuvwxyz0123456789.@-';
const hyphen = plainCharacters.indexOf('-');
const pairsAt = 0;
const digitThreesAt = pairsAt + plainCharacters.length ** 2;
const digitPairsAt = digitThreesAt + 1000;
const hashedAt = digitPairsAt + 100;

/** What a hashed gram speaks of, so that `44` in a number and `44` in a name are different grams. */
const kinds = {
  one: 1,
  pair: 2,
  pairAgain: 3,
  three: 4,
  start: 5,
  typed: 6,
  place: 7,
  family: 8,
  begins: 9,
} as const;
type Kind = keyof typeof kinds;

/** Signatures of several contacts, one behind the other. */
export interface Signatures {
  readonly positions: Uint16Array;
  /** Where each ends. */
  readonly ends: readonly number[];
}

/** Collects signatures. */
export interface SignatureWriter {
  /** The positions of a contact, as its `search_text` and its place have them; some more than once. */
  add(searchText: string, place: SignedPlace): void;
  /** All, or those of some contacts by their places. */
  take(some?: readonly number[]): Signatures;
}

export function signatureWriter(): SignatureWriter {
  let positions = new Uint16Array(8_192);
  let length = 0;
  const ends: number[] = [];
  return {
    add(searchText, place) {
      sign(searchText, place);
      if (length + count > positions.length) {
        const larger = new Uint16Array(Math.max(positions.length * 2, length + count));
        larger.set(positions);
        positions = larger;
      }
      for (let index = 0; index < count; index += 1) positions[length + index] = found[index]!;
      length += count;
      ends.push(length);
    },
    take(some) {
      const all = { positions: positions.subarray(0, length), ends };
      return some === undefined || some.length === ends.length ? all : selected(all, some);
    },
  };
}

function selected({ positions, ends }: Signatures, some: readonly number[]): Signatures {
  const parts = some.map((index) => positions.subarray(ends[index - 1] ?? 0, ends[index]));
  const chosen = new Uint16Array(parts.reduce((sum, part) => sum + part.length, 0));
  let length = 0;
  const chosenEnds = parts.map((part) => {
    chosen.set(part, length);
    length += part.length;
    return length;
  });
  return { positions: chosen, ends: chosenEnds };
}

// One for all contacts: every contact of every run comes by here, and nothing is allocated but what it needs.
let found = new Uint16Array(1024);
let count = 0;

function add(position: number): void {
  if (count === found.length) {
    const larger = new Uint16Array(count * 2);
    larger.set(found);
    found = larger;
  }
  found[count] = position;
  count += 1;
}

/** Leaves the positions in `found`. */
function sign(searchText: string, { sourceId, ownerId }: SignedPlace): void {
  count = 0;
  const numbers = searchText.indexOf(marks.numbers);
  addTexts(searchText, numbers);
  addBegins(searchText, numbers);
  addNumbers(searchText, numbers + 1);
  if (sourceId !== null) add(placePosition.source(sourceId));
  else {
    add(placePosition.local);
    add(ownerId === null ? placePosition.central : placePosition.owner(ownerId));
  }
}

/** All pieces of one, two and three characters inside the words that stand before `end`. */
function addTexts(text: string, end: number): void {
  const codeAt = (index: number) => (index < end ? text.charCodeAt(index) : space);
  let code = codeAt(0);
  let next = codeAt(1);
  for (let index = 0; index < end; index += 1) {
    const afterNext = codeAt(index + 2);
    if (code > space) {
      if (isRare(code)) add(hashed('one', text, index, index + 1));
      if (next > space) {
        const [left, right] = [plainIndex(code), plainIndex(next)];
        if (left >= 0 && right >= 0) add(pairsAt + left * plainCharacters.length + right);
        else {
          add(hashed('pair', text, index, index + 2));
          add(hashed('pairAgain', text, index, index + 2));
        }
        if (afterNext > space) add(hashed('three', text, index, index + 3));
      }
    }
    code = next;
    next = afterNext;
  }
}

/** How the names begin that stand before `end`, and what else has a mark for that. */
function addBegins(text: string, end: number): void {
  for (let at = 0; at < end; at += 1) {
    const kind = text[at] === marks.family ? 'family' : text[at] === marks.begins ? 'begins' : null;
    if (kind === null) continue;
    for (let length = 1; length <= longestBegin; length += 1) {
      const last = at + length;
      if (last >= end || text.charCodeAt(last) < space) break;
      add(beginPosition(kind, text, at + 1, last + 1));
    }
  }
}

/** The numbers that stand from `at` on: pairs and threes of their digits, and how they begin. */
function addNumbers(text: string, at: number): void {
  for (let start = at; start < text.length; ) {
    const end = endOfLine(text, start);
    if (text[start] === marks.international) {
      add(typedPosition);
      start += 1;
    }
    const plus = text[start] === marks.plus;
    if (plus) start += 1;
    for (let index = start; index < end - 1; index += 1) {
      const pair = digit(text, index) * 10 + digit(text, index + 1);
      add(digitPairsAt + pair);
      if (index < end - 2) add(digitThreesAt + pair * 10 + digit(text, index + 2));
    }
    if (plus)
      for (let length = 1; length <= longestStart && start + length <= end; length += 1)
        add(hashed('start', text, start, start + length));
    start = end + 1;
  }
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf(marks.line, from);
  return end === -1 ? text.length : end;
}

const digit = (text: string, index: number) => text.charCodeAt(index) - 48;

/** Positions that a text must have to contain a term without spaces; none for a single frequent letter. */
export function termPositions(term: string): number[] {
  if (term.length === 1) return isRare(term.charCodeAt(0)) ? [hashed('one', term)] : [];
  const positions = windowsOfThree(term).map((three) => hashed('three', three));
  // The threes of a longer term tell enough.
  return positions.length === mostWindows
    ? positions
    : [...positions, ...pairPositions(term)].slice(0, enough);
}

// Of a term: the next would halve what is left at best.
const enough = 6;

function pairPositions(term: string): number[] {
  const positions: number[] = [];
  for (let index = 0; index + 1 < term.length; index += 1) {
    const [code, next] = [term.charCodeAt(index), term.charCodeAt(index + 1)];
    const [left, right] = [plainIndex(code), plainIndex(next)];
    if (left >= 0 && right >= 0) positions.push(pairsAt + left * plainCharacters.length + right);
    else {
      const pair = term.slice(index, index + 2);
      positions.push(hashed('pair', pair), hashed('pairAgain', pair));
    }
    for (const one of [term[index]!, term[index + 1]!])
      if (isRare(one.charCodeAt(0))) positions.push(hashed('one', one));
  }
  return positions;
}

/** Positions that a number must have to contain these digits. */
export function digitPositions(digits: string): number[] {
  if (digits.length < 2) return [];
  if (digits.length === 2) return [digitPairsAt + Number(digits)];
  return windowsOfThree(digits).map((three) => digitThreesAt + Number(three));
}

/** Positions that a number must have to start with these digits in international form. */
export function startPositions(digits: string): number[] {
  return [hashed('start', digits.slice(0, longestStart)), ...digitPositions(digits)];
}

/** The positions of a text that begins so, given with its mark (`marks.family` or `marks.begins`). */
export function beginPositions(marked: string): number[] {
  const kind = marked[0] === marks.family ? 'family' : 'begins';
  const length = Math.min(longestBegin, marked.length - 1);
  return Array.from({ length }, (_, index) => beginPosition(kind, marked, 1, index + 2));
}

/**
 * Among a million contacts a single character would let a hundred thousand through that only share its hash, so it has a
 * position of its own: that of its pair with a hyphen, of which folded texts have none.
 */
function beginPosition(kind: 'family' | 'begins', text: string, from: number, to: number): number {
  const index = to - from === 1 ? plainIndex(text.charCodeAt(from)) : -1;
  if (index < 0) return hashed(kind, text, from, to);
  const [left, right] = kind === 'family' ? [hyphen, index] : [index, hyphen];
  return pairsAt + left * plainCharacters.length + right;
}

const longestBegin = 3;
const longestStart = 4;
const mostWindows = 4;

/** Windows of three characters: all, or some that lie apart and reach from the beginning to the end. */
function windowsOfThree(text: string): string[] {
  const last = text.length - 3;
  const count = Math.min(last + 1, mostWindows);
  return Array.from({ length: Math.max(0, count) }, (_, index) => {
    const at = count === 1 ? 0 : Math.round((index * last) / (count - 1));
    return text.slice(at, at + 3);
  });
}

// FNV-1a over code units, with a last stir because neighbours would else differ in few bits.
function hashed(kind: Kind, text: string, from = 0, to = text.length): number {
  let hash = Math.imul(0x811c9dc5 ^ kinds[kind], 0x01000193);
  for (let index = from; index < to; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hashedAt + (((hash ^ (hash >>> 15)) >>> 0) % (signatureBits - hashedAt));
}

const space = 32;
const indexOf = Int8Array.from({ length: 128 }, (_, code) =>
  plainCharacters.indexOf(String.fromCharCode(code)),
);
const frequent = Uint8Array.from({ length: 128 }, (_, code) =>
  'abcdefghiklmnoprstu0123456789.@-'.includes(String.fromCharCode(code)) ? 1 : 0,
);

/** Place in a closed set that most words of most directories are written with; negative: not in it. */
const plainIndex = (code: number): number => (code < 128 ? indexOf[code]! : -1);

/** Signs, the letters that names may well do without, and scripts in which one character says much. */
const isRare = (code: number): boolean => (code < 128 ? frequent[code] === 0 : code >= 0x0590);

/** For numbers that were typed with `+` or `00`. */
export const typedPosition = hashed('typed', '');

/** Where a contact belongs, so that a filter is one more condition on the same index. */
export const placePosition = {
  source: (sourceId: string) => hashed('place', sourceId),
  local: hashed('place', 'local'),
  central: hashed('place', 'central'),
  owner: (ownerId: string) => hashed('place', ownerId),
} as const;
