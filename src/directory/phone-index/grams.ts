import { keypadDigits } from '../../domain/keypad.ts';

// What a contact can be found by, as numbers: three letters in a row, how a word starts, four digits in a row, the end
// of a number, the keys that spell a word. Different grams may share a number: every candidate is checked afterwards.

const seeds = { text: 1, wordStart: 2, digits: 3, ending: 4, keypad: 5 } as const;

function mix(seed: number, a: number, b: number, c: number): number {
  let hash = Math.imul(seed ^ 0x9e3779b1, 0x85ebca6b) ^ a;
  hash = Math.imul(hash ^ (hash >>> 15), 0xc2b2ae35) ^ b;
  hash = Math.imul(hash ^ (hash >>> 13), 0x27d4eb2f) ^ c;
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (hash ^ (hash >>> 16)) & 0x7fff_ffff;
}

const space = 32;

/** Gives every gram of a line of folded text, some more than once. */
export function textGrams(line: string, give: (gram: number) => void): void {
  let before = space;
  for (let at = 0; at < line.length; at += 1) {
    const a = line.charCodeAt(at);
    if (a !== space) {
      const b = at + 1 < line.length ? line.charCodeAt(at + 1) : space;
      const c = at + 2 < line.length ? line.charCodeAt(at + 2) : space;
      if (before === space) {
        give(mix(seeds.wordStart, a, 0, 0));
        if (b !== space) give(mix(seeds.wordStart, a, b, 0));
        if (b !== space && c !== space) give(mix(seeds.wordStart, a, b, c));
      }
      if (b !== space && c !== space) give(mix(seeds.text, a, b, c));
    }
    before = a;
  }
}

/** Gives the grams by which keys find a name. */
export function keypadGrams(nameKey: string, give: (gram: number) => void): void {
  for (let at = 0; at >= 0 && at < nameKey.length; ) {
    const digits = keypadDigits(nameKey.slice(at, at + 24));
    if (digits.length >= 3) give(keypadGram(digits));
    const next = nameKey.indexOf(' ', at);
    at = next < 0 ? -1 : next + 1;
  }
}

/** Gives every gram of a number. */
export function numberGrams(digits: string, give: (gram: number) => void): void {
  if (digits === '') return;
  give(endingGram(digits));
  for (let at = 0; at + 4 <= digits.length; at += 1) give(digitGram(digits, at));
}

/**
 * The grams from here on are endings of numbers. They have a table of their own: nearly every number has its ending to
 * itself, and one that shared a row with a frequent gram would make a caller's lookup a search through thousands.
 */
export const endings = 2 ** 31;

/** Digits that a number must share with another at its end to have the same ending gram. */
export const endingLength = 7;

const endingGram = (digits: string) =>
  endings + mix(seeds.ending, Number(digits.slice(-endingLength)), Math.min(digits.length, endingLength), 0);

const digitGram = (digits: string, at: number) => mix(seeds.digits, Number(digits.slice(at, at + 4)), 0, 0);

const keypadGram = (digits: string) =>
  mix(seeds.keypad, digits.charCodeAt(0), digits.charCodeAt(1), digits.charCodeAt(2));

/** The grams that a text which contains `part` must have; none when it is too short to tell. */
export function gramsOfPart(part: string): number[] {
  const grams: number[] = [];
  for (let at = 0; at + 3 <= part.length; at += 1) {
    const [a, b, c] = [part.charCodeAt(at), part.charCodeAt(at + 1), part.charCodeAt(at + 2)];
    if (a !== space && b !== space && c !== space) grams.push(mix(seeds.text, a, b, c));
  }
  return grams;
}

/** The grams that a text must have in which a word starts with `part`. */
export function gramsOfWordStart(part: string): number[] {
  const first = part.charCodeAt(0);
  if (part === '' || first === space) return gramsOfPart(part);
  // As many letters as the word has, up to three: the longer, the rarer.
  const code = (at: number) => (at < part.length && part.charCodeAt(at) !== space ? part.charCodeAt(at) : 0);
  const second = code(1);
  return [mix(seeds.wordStart, first, second, second === 0 ? 0 : code(2)), ...gramsOfPart(part)];
}

export function gramsOfDigits(part: string): number[] {
  const grams: number[] = [];
  for (let at = 0; at + 4 <= part.length; at += 1) grams.push(digitGram(part, at));
  return grams;
}

/** The gram of all numbers that are `digits`, or, from seven digits on, share the last seven with them. */
export const gramOfEnding = endingGram;

/** The grams of a name that these keys spell; none for fewer than three. */
export const gramsOfKeypad = (digits: string): number[] => (digits.length >= 3 ? [keypadGram(digits)] : []);
