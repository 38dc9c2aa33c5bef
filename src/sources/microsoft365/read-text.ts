/**
 * Text as Microsoft gave it, less what no contact needs and no database takes: control characters, halves of surrogate
 * pairs, space at the ends. `null` and absent are ''.
 */
export function readText(value: string | null | undefined): string {
  if (value === null || value === undefined) return '';
  return value
    .toWellFormed()
    .replace(/\p{Cc}+/gu, ' ')
    .trim();
}

/** As `readText` for a number: what is left when nothing in it could be dialled is ''. */
export function readNumberText(value: string | null | undefined): string {
  const text = readText(value);
  return /[\p{N}*#]/u.test(text) ? text : '';
}
