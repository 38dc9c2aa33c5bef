import type { ContactFields } from '../domain/contact.ts';
import { foldText } from '../domain/fold-text.ts';
import type { ReadNumber } from '../domain/number.ts';
import { numberLines } from '../domain/number-lines.ts';

/** What search needs to know about a number. */
export type SearchNumber = Pick<ReadNumber, 'digits' | 'e164' | 'international' | 'typedDigits'>;

/** The derived columns of a published contact that lists and searches read. */
export interface SearchKey {
  readonly name_key: string;
  readonly name_odd: boolean;
  readonly search_text: string;
}

/**
 * Marks inside `search_text`. They are control characters, which `foldText` never leaves in a text or a query, so that
 * no query can hit them by chance. Texts stand first, one a line; numbers follow after `numbers`, one a line.
 */
export const marks = {
  line: '\n',
  /** Here the numbers begin. There is always one. */
  numbers: '\u001e',
  /** Before the digits of a number that was typed with `+` or `00`. */
  international: '\u0001',
  /** Directly before the digits of a number whose international form is known. */
  plus: '\u0002',
} as const;

/** The longest name that the order of names looks at, in characters. */
export const sortedCharacters = 200;

/** Derives the columns that search reads. `displayName` is what people see. */
export function searchKey(
  fields: ContactFields,
  displayName: string,
  numbers: readonly SearchNumber[],
): SearchKey {
  const nameKey = foldText(displayName);
  const lines: string[] = [];
  addLine(lines, nameKey);
  addLine(lines, foldText(fields.company));
  for (const { email } of fields.emails) addLine(lines, foldText(email));
  const dialled: string[] = [];
  for (const number of numbers) addNumber(dialled, number);
  return {
    name_key: nameKey,
    name_odd: isOdd(displayName, nameKey),
    search_text: `${lines.join(marks.line)}${marks.numbers}${dialled.join(marks.line)}`,
  };
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

// English is the root collation, untailored; `und` would become the machine's language.
const letters = new Intl.Collator('en-US', { sensitivity: 'base' });
const exact = new Intl.Collator('en-US', { sensitivity: 'variant' });
const plainAscii = /^[\u0021-\u007e]+(?: [\u0021-\u007e]+)*$/;
// Thai, Lao and their kin write some vowels before the consonant that they are sorted after.
const reordered = /\p{Logical_Order_Exception}/u;

/**
 * Most names stand, in the order of the root collation, within the range of every text that their folded form starts
 * with: `Åsa` between `as` and the last name in `as`. Those that do not (`Þór`, which is found by `thor` and stands
 * after `z`) are odd: "names that start with q" looks for them by their folded name.
 */
function isOdd(displayName: string, nameKey: string): boolean {
  if (displayName.length > sortedCharacters) return true;
  if (plainAscii.test(displayName)) return false;
  return (
    letters.compare(nameKey, displayName) !== 0 ||
    exact.compare(nameKey, displayName) > 0 ||
    reordered.test(displayName)
  );
}
