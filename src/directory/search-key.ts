import type { ContactFields } from '../domain/contact.ts';
import { dialable } from '../domain/number.ts';
import { marks } from './search-marks.ts';
import { searchTexts } from './search-texts.ts';

export { marks } from './search-marks.ts';

/** What search needs to know about a number; `contact_number` holds the same. */
export interface SearchNumber {
  readonly digits: string;
  readonly e164: string | null;
  readonly international: boolean;
}

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
  const dialled = numbers.map(numberText);
  addTypedOtherwise(dialled, fields, numbers);
  return { name_key: nameKey, search_text: `${texts}${marks.numbers}${dialled.join(marks.line)}` };
}

/** Every contact of every run comes by here, and has a handful of lines: a list is faster than a set. */
function addLine(lines: string[], line: string): void {
  if (line !== '' && !lines.includes(line)) lines.push(line);
}

/** `020 7123 4567` is stored as 442071234567, and must be found by 0207 too. */
function addTypedOtherwise(lines: string[], fields: ContactFields, numbers: readonly SearchNumber[]): void {
  for (const { number } of fields.phones) {
    const digits = dialable(number).replace(/\D/g, '');
    if (!numbers.some((known) => known.digits.includes(digits))) addLine(lines, digits);
  }
}

const hasInternationalForm = ({ e164, international }: SearchNumber) => e164 !== null || international;

function numberText(number: SearchNumber): string {
  const typed = number.international ? marks.international : '';
  return `${typed}${hasInternationalForm(number) ? marks.plus : ''}${number.digits}`;
}
