import type { ContactFields } from '../domain/contact.ts';
import { foldText } from '../domain/fold-text.ts';
import { dialable } from '../domain/number.ts';

/** What search needs to know about a number; `contact_number` holds the same. */
export interface SearchNumber {
  readonly digits: string;
  readonly e164: string | null;
  readonly international: boolean;
}

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
  const dialled = numbers.map(numberText);
  addTypedOtherwise(dialled, fields, numbers);
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
