import { phoneLabelOf } from '../../domain/phone-words.ts';
import { type Heading, headings } from './headings.ts';
import { isSecretHeading } from './is-secret-heading.ts';
import { phoneHeading } from './phone-heading.ts';

export interface FoundHeading {
  readonly heading: Heading;
  /** Ties `Phone 1 - Label` to `Phone 1 - Value`. */
  readonly index: string;
}

// No heading that anybody writes is longer.
const longest = 100;

/** What a column of this heading holds; `null` when nobody has told us. */
export function findHeading(text: string): FoundHeading | null {
  if (text.length > longest) return null;
  const key = bare(text);
  if (key === '') return null;
  const index = /\d+/.exec(text)?.[0] ?? '';
  const heading = table.get(key) ?? byWords(text);
  return heading ? { heading, index } : null;
}

function byWords(text: string): Heading | null {
  if (phoneHeading(text) !== 'phone' || isSecretHeading(text)) return null;
  const label = phoneLabelOf(text);
  return {
    mobile: 'phoneMobile',
    work: 'phoneWork',
    home: 'phoneHome',
    fax: 'phoneFax',
    pager: 'phonePager',
    other: 'phone',
  }[label] as Heading;
}

/** Letters alone: no case, accents, punctuation, digits. */
const bare = (text: string) =>
  text
    .normalize('NFKD')
    .replace(/[^\p{L}]/gu, '')
    .toLowerCase()
    .replaceAll('ı', 'i');

// The first line that has a heading wins; `unwanted` stands last.
const table = new Map<string, Heading>();
for (const [heading, names] of Object.entries(headings))
  for (const name of names.split(/[,\n]/)) {
    const key = bare(name);
    if (key !== '' && !table.has(key)) table.set(key, heading as Heading);
  }
