// Search finds inside words with one inverted index of our own over short pieces of text ("grams"), kept as numbers in
// `contact.grams`. Rows are given their grams by search-key.ts; queries ask for some of the grams that a match must
// have, and then look at the text itself: a gram too many costs time, never a wrong answer. A gram too few would lose
// contacts, so both sides use this file. docs/decisions/0010-search-index.md says why not pg_trgm.

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

/** Every gram of a folded text: all threes inside its words, and the rare twos and ones. */
export function addTextGrams(grams: Set<number>, hash: GramHash, text: string): void {
  // Every contact of every run comes by here: no text is cut into pieces, and what is rare is looked up.
  let wordEnd = -1;
  for (let index = 0; index < text.length; index += 1) {
    if (wordEnd < index) {
      const space = text.indexOf(' ', index);
      wordEnd = space === -1 ? text.length : space;
    }
    if (index === wordEnd) continue;
    const code = text.charCodeAt(index);
    if (code < 128 ? rareCharacters[code] === 1 : isRareCharacter(code))
      grams.add(hash('text', text, index, index + 1));
    if (index + 1 >= wordEnd) continue;
    const next = text.charCodeAt(index + 1);
    if (code < 128 && next < 128 ? rarePairs[code * 128 + next] === 1 : isRarePair(text, index))
      grams.add(hash('text', text, index, index + 2));
    if (index + 2 < wordEnd) grams.add(hash('text', text, index, index + 3));
  }
}

/** Every gram of a number: threes of its digits, its beginning where the international form is known. */
export function addNumberGrams(
  grams: Set<number>,
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

/** Grams that a text must have to contain a term. None: the term is too short and too frequent to be worth a list. */
export function termGrams(hash: GramHash, term: string): number[] {
  if (term.length >= 3) return threes(term, 3).map((three) => hash('text', three));
  if (term.length === 2) return isRarePair(term, 0) ? [hash('text', term)] : [];
  return isRareCharacter(term.charCodeAt(0)) ? [hash('text', term)] : [];
}

/** Grams of which a number must have all to contain these digits; and one of each list in `any`. */
export function digitGrams(hash: GramHash, digits: string): { all: number[]; any: number[] } {
  if (digits.length >= 3) return { all: threes(digits, 3).map((three) => hash('digits', three)), any: [] };
  if (digits.length < 2) return { all: [], any: [] };
  const around = [...'0123456789'].flatMap((digit) => [`${digit}${digits}`, `${digits}${digit}`]);
  return { all: [], any: [digits, ...around].map((three) => hash('digits', three)) };
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

// A frequent pair ("an", "er") is found faster by walking along the names than through a list of half the directory,
// so it has no list, which spares every contact some twenty grams. What is frequent in names of European languages: a
// consonant beside a vowel, and the clusters below. Anything else, other scripts included, is rare and has a list.
const vowels = new Set('aeiou');
const consonants = new Set('bcdfghklmnprst');
const joints = new Set('.@-');
const clusters = new Set(
  (
    'ae ai au ea ee ei eu ia ie io oe oi oo ou ua ue ui ' +
    'bb bl br ch ck cl cr ct dd dr ff fl fr ft gg gh gl gr gs hl hm hn hr ht kl kr ks ld lf lk ll lm ls lt ' +
    'mb mm mp ms nc nd ng nk nn ns nt ph pl pp pr ps rb rc rd rg rk rl rm rn rr rs rt ' +
    'sc sh sk sl sm sn sp ss st tc th tr ts tt'
  ).split(' '),
);

function isRarePair(text: string, at: number): boolean {
  const first = text.charAt(at);
  const second = text.charAt(at + 1);
  if (vowels.has(first))
    return !(consonants.has(second) || joints.has(second) || clusters.has(first + second));
  if (consonants.has(first))
    return !(vowels.has(second) || joints.has(second) || clusters.has(first + second));
  return !(joints.has(first) && (vowels.has(second) || consonants.has(second)));
}

/** Signs, the letters that names may well do without, and scripts in which one character says much. */
function isRareCharacter(code: number): boolean {
  if (code >= 0x0590) return true;
  if (code > 0x7e) return false;
  const character = String.fromCharCode(code);
  return !(
    vowels.has(character) ||
    consonants.has(character) ||
    joints.has(character) ||
    /\d/.test(character)
  );
}

// The same for ASCII, worked out once.
const rareCharacters = Uint8Array.from({ length: 128 }, (_, code) => Number(isRareCharacter(code)));
const rarePairs = Uint8Array.from({ length: 128 * 128 }, (_, pair) =>
  Number(isRarePair(String.fromCharCode(pair >> 7, pair & 127), 0)),
);
