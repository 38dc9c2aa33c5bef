import type { ContactFields } from '../domain/contact.ts';
import type { ReadNumber } from '../domain/number.ts';
import { numberLines } from '../domain/number-lines.ts';
import { marks } from './search-marks.ts';
import { searchTexts } from './search-texts.ts';

export { marks } from './search-marks.ts';

/** What search needs to know about a number. */
export type SearchNumber = Pick<ReadNumber, 'digits' | 'e164' | 'international' | 'typedDigits'>;

/** The derived columns of a published contact that lists and searches read. */
export interface SearchKey {
  readonly name_key: string;
  readonly search_text: string;
}

/** The longest name that the order of names looks at, in characters. */
export const sortedCharacters = 200;

/** Derives the columns that search reads. */
export function searchKey(fields: ContactFields, numbers: readonly SearchNumber[]): SearchKey {
  const { nameKey, texts } = searchTexts(fields);
  const dialled: string[] = [];
  for (const number of numbers) addNumber(dialled, number);
  return { name_key: nameKey, search_text: `${texts}${marks.numbers}${dialled.join(marks.line)}` };
}

/** Every contact of every run comes by here, and has a handful of lines: a list is faster than a set. */
function addLine(lines: string[], line: string): void {
  if (line !== '' && !lines.includes(line)) lines.push(line);
}

/** Every spelling of a number: `+44 20 7123 4567` must be found by 0207 too, and `020 7123 4567` by 4420. */
function addNumber(lines: string[], { digits, e164, international, typedDigits }: SearchNumber): void {
  const typed = international ? marks.international : '';
  const spellings = e164 === null ? [{ digits, international }] : numberLines(digits);
  spellings.forEach((line, at) => {
    addLine(lines, `${at === 0 ? typed : ''}${line.international ? marks.plus : ''}${line.digits}`);
  });
  if (!spellings.some((line) => line.digits.includes(typedDigits))) addLine(lines, typedDigits);
}
