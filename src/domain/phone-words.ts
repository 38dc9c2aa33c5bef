import type { PhoneLabel } from './contact.ts';
import { plainWord } from './plain-word.ts';

// Kinds of number in the words of many languages and programs, the most telling first: a “work fax” is a fax.
const kinds: readonly (readonly [PhoneLabel | 'pager', RegExp])[] = [
  ['fax', /fax|faks|telecop|факс|ファ|传真/],
  ['pager', /pager|beeper|semafo|пеидж|寻呼/],
  [
    'mobile',
    /mobil|mobiel|movil|cell|handy|iphone|gsm|portable|telemovel|komork|моб|сотов|携帯|移动|手机|\bcep\b/,
  ],
  [
    'home',
    /\bhome|privat|priv[eé]|domicile|\bcasa\b|particular|residen|abitaz|thuis|domow|\bhem|hjem|zuhause|дом|自宅|住宅|家庭|\bev\b/,
  ],
  [
    'work',
    /work|business|office|buro|bureau|geschaft|dienst|arbeit|beruf|firma|travail|profession|trabaj|trabalh|oficina|ufficio|lavoro|werk|zakelijk|praca|sluzb|zamest|prace|arbet|arbejd|arbeid|\bjobb|раб|勤務|会社|公司|办公|单位|商务|\bis\b/,
  ],
];

/** The kind of a number by what a file calls it (“* Work”, “iPhone”, “Fax privat”). A pager is no phone. */
export function phoneLabelOf(word: string): PhoneLabel | 'pager' {
  if (word.length > longest) return 'other';
  const seen = known.get(word);
  if (seen) return seen;
  const text = plainWord(word);
  const kind = kinds.find(([, pattern]) => pattern.test(text))?.[0] ?? 'other';
  // A copy: a piece of a longer text keeps all of that text in memory.
  if (known.size < 1_000) known.set(structuredClone(word), kind);
  return kind;
}

// No kind that anybody writes is longer; what is kept stays small, whatever files hold.
const longest = 100;

// A file says the same few words in each of its rows.
const known = new Map<string, PhoneLabel | 'pager'>();

/** A place in a contact's numbers, of which the first is the main one: a fax is not, wherever its column stands. */
export const phoneRank = (label: string): number => ({ other: 1, fax: 2, pager: 3 })[label] ?? 0;
