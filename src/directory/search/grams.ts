// Search finds inside words with one inverted index of our own over short pieces of text ("grams"), kept as numbers in
// `contact.grams`. Rows are given their grams by search-key.ts; queries ask for some of the grams that a match must
// have, and then look at the text itself: a gram too many costs time, never a wrong answer. A gram too few would lose
// contacts, so both sides use this file. docs/decisions/0010-search-grams.md says why not pg_trgm.

import type { GramSink } from './collect-grams.ts';

/** What a gram speaks of: one letter, so that `44` in a number and `44` in a name are different grams. */
type Kind = 'text' | 'digits' | 'start' | 'typed' | 'place';
const kindCode: Readonly<Record<Kind, number>> = { text: 1, digits: 2, start: 3, typed: 4, place: 5 };

/** The number of a text, or of its code units in [from, to). */
export type GramHash = (kind: Kind, text: string, from?: number, to?: number) => number;

/**
 * Numbers for the grams of one tenant: the same gram is another number for another tenant, so that small tenants never
 * read what a big one wrote. 32 bits: two grams may share a number, which the look at the text puts right.
 */
export function gramHash(tenantId: string): GramHash {
  const seed = mix(0x811c9dc5, tenantId);
  return (kind, text, from, to) => mix(Math.imul(seed ^ kindCode[kind], 0x01000193), text, from, to) | 0;
}

// FNV-1a over code units, with a last stir because neighbours would else differ in few bits.
function mix(start: number, text: string, from = 0, to = text.length): number {
  let hash = start;
  for (let index = from; index < to; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash ^ (hash >>> 15);
}

/**
 * Every gram of a folded text: all threes inside its words, and what no three stands for. Whoever looks for two plain
 * characters looks for all threes that they may be part of, so that a pair has a gram of its own only where it is not
 * part of one; that spares every contact some forty.
 */
export function addTextGrams(grams: GramSink, hash: GramHash, text: string): void {
  // Every contact of every run comes by here: no text is cut into pieces, and what is rare is looked up.
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === space) continue;
    if (isRare(code)) grams.add(hash('text', text, index, index + 1));
    const next = text.charCodeAt(index + 1);
    if (next === space || index + 1 === text.length) continue;
    const afterNext = text.charCodeAt(index + 2);
    const three =
      isPlain(code) && isPlain(next) && (isPlain(text.charCodeAt(index - 1)) || isPlain(afterNext));
    if (!three) grams.add(hash('text', text, index, index + 2));
    if (afterNext !== space && index + 2 < text.length) grams.add(hash('text', text, index, index + 3));
  }
}

/** Every gram of a number: threes of its digits, its beginning where the international form is known. */
export function addNumberGrams(
  grams: GramSink,
  hash: GramHash,
  number: { readonly digits: string; readonly plus: boolean; readonly typed: boolean },
): void {
  const { digits } = number;
  if (digits.length <= 3) grams.add(hash('digits', digits));
  else
    for (let index = 0; index + 3 <= digits.length; index += 1)
      grams.add(hash('digits', digits, index, index + 3));
  if (number.typed) grams.add(hash('typed', ''));
  if (!number.plus) return;
  for (const length of [1, 2, 3]) if (digits.length >= length) grams.add(hash('start', digits, 0, length));
}

/** Grams of which a text must have all of `all`, and one of each list of `any`, to match. */
export interface Needed {
  readonly all: readonly number[];
  readonly any: readonly (readonly number[])[];
}

/** What a text must have to contain a term. Nothing for a single frequent letter: it is soon met without an index. */
export function termGrams(hash: GramHash, term: string): Needed {
  if (term.length >= 3) return { all: threes(term, 3).map((three) => hash('text', three)), any: [] };
  if (term.length === 1) return { all: isRare(term.charCodeAt(0)) ? [hash('text', term)] : [], any: [] };
  if (!(isPlain(term.charCodeAt(0)) && isPlain(term.charCodeAt(1))))
    return { all: [hash('text', term)], any: [] };
  const around = plainCharacters.flatMap((character) => [`${character}${term}`, `${term}${character}`]);
  return { all: [], any: [[term, ...around].map((gram) => hash('text', gram))] };
}

/** What a number must have to contain these digits. */
export function digitGrams(hash: GramHash, digits: string): Needed {
  if (digits.length >= 3) return { all: threes(digits, 3).map((three) => hash('digits', three)), any: [] };
  if (digits.length < 2) return { all: [], any: [] };
  const around = [...'0123456789'].flatMap((digit) => [`${digit}${digits}`, `${digits}${digit}`]);
  return { all: [], any: [[digits, ...around].map((three) => hash('digits', three))] };
}

/** Grams that a number must have to start with these digits in international form. */
export function startGrams(hash: GramHash, digits: string): number[] {
  const start = hash('start', digits.slice(0, 3));
  return digits.length > 3 ? [start, ...threes(digits, 3).map((three) => hash('digits', three))] : [start];
}

export const typedGram = (hash: GramHash): number => hash('typed', '');

/** Grams of where a contact belongs, so that a filter is one more condition on the same index. */
export const placeGram = {
  source: (hash: GramHash, sourceId: string) => hash('place', sourceId),
  local: (hash: GramHash) => hash('place', 'local'),
  central: (hash: GramHash) => hash('place', 'central'),
  owner: (hash: GramHash, ownerId: string) => hash('place', ownerId),
};

// Every `step`-th window of three, and always the last one; a text shorter than that is its own window. For a query,
// windows that do not overlap tell as much as all of them, in a third of the reads.
function threes(text: string, step: number): string[] {
  if (text.length <= 3) return [text];
  const windows: string[] = [];
  for (let index = 0; index < text.length - 3; index += step) windows.push(text.slice(index, index + 3));
  windows.push(text.slice(-3));
  return windows;
}

const space = 32;
const plainCharacters = [...'abcdefghijklmnopqrstuvwxyz0123456789.@-'];
const tableOf = (characters: readonly string[]) =>
  Uint8Array.from({ length: 128 }, (_, code) => (characters.includes(String.fromCharCode(code)) ? 1 : 0));
const plain = tableOf(plainCharacters);
const frequent = tableOf([...'abcdefghiklmnoprstu0123456789.@-']);

/** Of a closed set that most words of most directories are written with. NaN, which is beyond an end, is not. */
const isPlain = (code: number): boolean => plain[code] === 1;

/** Signs, the letters that names may well do without, and scripts in which one character says much. */
const isRare = (code: number): boolean => (code < 128 ? frequent[code] === 0 : code >= 0x0590);
