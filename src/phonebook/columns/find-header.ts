import { contactLimits } from '../../domain/contact.ts';
import { findHeading } from './find-heading.ts';
import { isSecretHeading } from './is-secret-heading.ts';
import { phoneHeading } from './phone-heading.ts';

// How far down column names are looked for: exports of spreadsheets have a title above them.
const lookAt = 5;

/**
 * Which of a file's first records holds its column names; `null` when none does, and the file is read by position. A row
 * of names that nobody has told us counts when what stands below it is of another kind: numbers, addresses.
 */
export function findHeader(records: readonly (readonly string[])[]): number | null {
  const filled = records.map((_, at) => at).filter((at) => texts(records[at]!).length > 0);
  for (const at of filled.slice(0, lookAt)) {
    const row = records[at]!;
    if (isKnownHeader(row)) return at;
    if (texts(row).length > 1) return isUnlikeItsColumns(row, filled, records, at) ? at : null;
  }
  return null;
}

function isKnownHeader(row: readonly string[]): boolean {
  const names = texts(row);
  if (names.some(isValue)) return false;
  const known = names.filter(
    (name) => findHeading(name) !== null || phoneHeading(name) !== null || isSecretHeading(name),
  );
  const wanted = names.filter((name) => (findHeading(name)?.heading ?? 'unwanted') !== 'unwanted').length;
  if (names.length === 1) return wanted === 1 && row.length === 1;
  // Exports of large programs have many columns of their own beside the ones that everybody has.
  return wanted >= 3 || (wanted >= 1 && known.length >= 2 && known.length * 2 >= names.length);
}

function isUnlikeItsColumns(
  row: readonly string[],
  filled: readonly number[],
  records: readonly (readonly string[])[],
  at: number,
): boolean {
  const names = texts(row);
  // Column names stand side by side, each once; a person's row has gaps.
  const isComplete = row.slice(0, names.length).every((cell) => cell.trim() !== '');
  if (names.length < 2 || !isComplete || new Set(names).size < names.length || names.some(isValue))
    return false;
  const below = filled
    .filter((other) => other > at)
    .slice(0, 50)
    .map((other) => records[other]!);
  if (below.some((cells) => texts(cells).some((text) => typed.test(text)))) return false;
  return names.some((_, column) => {
    const values = texts(below.map((cells) => cells[column] ?? ''));
    return values.length > 0 && values.every(isValue);
  });
}

const texts = (row: readonly string[]) => row.map((cell) => cell.trim()).filter((text) => text !== '');

/** A number, an address or `type:number`: never a column's name. */
export const isValue = (text: string): boolean => isAddress(text) || isNumber(text) || typed.test(text);

const typed = /^[\p{L} ]{1,12}\s*:\s*[+(]?\s*\d/u;
export const isAddress = (text: string): boolean =>
  text.length <= contactLimits.email && /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text);
export const isNumber = (text: string): boolean =>
  text.length <= contactLimits.number &&
  /^['"=]*\s*[+(]?[\d\s().,/+*#-]{3,40}(?:\s*(?:x|ext\.?)\s*\d+)?$/i.test(text) &&
  (text.match(/\d/g)?.length ?? 0) >= 3;
