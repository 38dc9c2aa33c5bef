/**
 * Marks inside `search_text`. They are control characters, which `foldText` never leaves in a text or a query, so that
 * no query can hit them by chance. Names stand first, one a line, the display name before all; then other texts after
 * `others`, one a line; then the numbers after `numbers`, one a line.
 */
export const marks = {
  line: '\n',
  /** Directly before a name that begins with the family name. */
  family: '\u0003',
  /** Directly before what a contact is called otherwise: first name first, the company, as its source calls it. */
  begins: '\u0004',
  /** At the beginning of a line: the second form (`mueller`) of one that stands before. */
  second: '\u0005',
  /** Here the names end and other texts begin. There is always one. */
  others: '\u0006',
  /** Here the numbers begin. There is always one. */
  numbers: '\u001e',
  /** Before the digits of a number that was typed with `+` or `00`. */
  international: '\u0001',
  /** Directly before the digits of a number whose international form is known. */
  plus: '\u0002',
} as const;
