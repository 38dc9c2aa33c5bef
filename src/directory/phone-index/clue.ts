import { gramOfEnding, gramsOfDigits, gramsOfKeypad, gramsOfPart, gramsOfWordStart } from './grams.ts';

/**
 * What narrows a search before each contact is looked at: grams of which a match must have all (`all`), several clues
 * of which it must fit one (`any`) or each (`each`). `everybody` says nothing. A clue may let too many through, never
 * too few.
 */
export type Clue =
  | { readonly kind: 'everybody' }
  | { readonly kind: 'nobody' }
  | { readonly kind: 'id'; readonly id: string }
  | { readonly kind: 'grams'; readonly grams: readonly number[] }
  | { readonly kind: 'any'; readonly clues: readonly Clue[] }
  | { readonly kind: 'each'; readonly clues: readonly Clue[] };

export const everybody: Clue = { kind: 'everybody' };
export const nobody: Clue = { kind: 'nobody' };

const fromGrams = (grams: readonly number[]): Clue =>
  grams.length === 0 ? everybody : { kind: 'grams', grams };

/** One of the folded texts (names, company, addresses) has `part` in it. */
export const hasPart = (part: string): Clue => fromGrams(gramsOfPart(part));
/** A word of the folded texts starts with `part`. */
export const hasWordStart = (part: string): Clue => fromGrams(gramsOfWordStart(part));
/** One of the numbers has `part` in it. */
export const hasDigits = (part: string): Clue => fromGrams(gramsOfDigits(part));
/** One of the numbers is `digits`, or shares its last seven with them. */
export const hasEnding = (digits: string): Clue => fromGrams([gramOfEnding(digits)]);
/** The keys `digits` spell the beginning of a word of the name. */
export const hasKeys = (digits: string): Clue => fromGrams(gramsOfKeypad(digits));
export const hasId = (id: string): Clue => ({ kind: 'id', id });

export function anyOf(clues: readonly Clue[]): Clue {
  const useful = different(clues.filter((clue) => clue.kind !== 'nobody').flatMap(partsOfAny));
  if (useful.some((clue) => clue.kind === 'everybody')) return everybody;
  if (useful.length <= 1) return useful[0] ?? nobody;
  return { kind: 'any', clues: useful };
}

export function eachOf(clues: readonly Clue[]): Clue {
  const useful = clues.filter((clue) => clue.kind !== 'everybody');
  if (useful.some((clue) => clue.kind === 'nobody')) return nobody;
  if (useful.length <= 1) return useful[0] ?? everybody;
  return { kind: 'each', clues: useful };
}

const partsOfAny = (clue: Clue): readonly Clue[] => (clue.kind === 'any' ? clue.clues : [clue]);

/** `(|(cn=ab*)(sn=ab*))` is one clue, not two. */
const different = (clues: readonly Clue[]): readonly Clue[] =>
  clues.length < 2 ? clues : clues.filter((clue, at) => clues.findIndex((one) => isSame(one, clue)) === at);

function isSame(one: Clue, other: Clue): boolean {
  if (one.kind === 'id') return other.kind === 'id' && other.id === one.id;
  if (one.kind !== 'grams' || other.kind !== 'grams')
    return one === other || (one.kind === 'everybody' && other.kind === 'everybody');
  return one.grams.length === other.grams.length && one.grams.every((gram, at) => other.grams[at] === gram);
}
