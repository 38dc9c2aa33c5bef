import { cellKind } from './cell-kind.ts';
import { findHeading } from './find-heading.ts';
import { isKnownHeader } from './is-known-header.ts';

/** How a table is read. A table with columns may have no row of column names: then somebody has to say what they hold. */
export interface FileForm {
  /** `first,middle,last,email,company,type:number…` */
  readonly isPlain: boolean;
  /** Place of the record of column names; `null`: the file has none. */
  readonly headerAt: number | null;
}

// How far down column names are looked for: exports of spreadsheets have a title above them.
const lookAt = 5;
// Of those below: enough to see what a column holds.
const lookBelow = 200;

/**
 * Tells from a file's first records how it is read. By position only what looks like that form: a wrong guess would make
 * names of numbers without a word, while a table that nobody can read is asked about.
 */
export function findForm(records: readonly (readonly string[])[], country: string): FileForm {
  const filled = records.map((_, at) => at).filter((at) => texts(records[at]!).length > 0);
  const known = knownHeader(records, filled, country);
  if (known !== null) return { isPlain: false, headerAt: known };
  const at = filled.slice(0, lookAt).find((one) => texts(records[one]!).length > 1) ?? filled[0];
  if (at === undefined) return { isPlain: true, headerAt: null };
  const rows = filled
    .filter((one) => one >= at)
    .slice(0, lookBelow)
    .map((one) => records[one]!);
  return formOfRows(rows, at, country);
}

function knownHeader(
  records: readonly (readonly string[])[],
  filled: readonly number[],
  country: string,
): number | null {
  const isAlone = records.every((cells) => cells.length < 2);
  let above = 0;
  for (const at of filled.slice(0, lookAt)) {
    const names = texts(records[at]!);
    // A title, and perhaps its date beside it.
    if (above > 2 || (above > 1 && above >= names.length)) return null;
    if (isKnownHeader(names, isAlone, country)) return at;
    above = Math.max(above, names.length);
  }
  return null;
}

function formOfRows(rows: readonly (readonly string[])[], at: number, country: string): FileForm {
  const first = rows[0]!;
  const kinds = rows.map((cells) => cells.map((cell) => cellKind(cell, country)));
  if (kinds.some((cells) => cells.slice(5).includes('typed'))) return { isPlain: true, headerAt: null };
  const width = kinds.reduce((most, cells) => Math.max(most, cells.length), 0);
  const columns = Array.from({ length: width }, (_, column) => column);
  const share = (column: number, ...wanted: readonly string[]) => {
    const held = kinds.map((cells) => cells[column] ?? 'empty').filter((kind) => kind !== 'empty');
    return held.filter((kind) => wanted.includes(kind)).length / Math.max(1, held.length);
  };
  const numbers = columns.filter((column) => share(column, 'number', 'typed') >= 0.1);
  const addresses = columns.filter((column) => share(column, 'address') >= 0.1);
  const isHeader = isHeaderAbove([...numbers, ...addresses], kinds[0]!);
  const isComplete = isWithoutGaps(first);
  const isAddressed = addresses.includes(3) && kinds[0]?.[3] !== 'text';
  // “4 Seasons” may be among the names, a column of numbers not.
  if (isAddressed && ![0, 1, 2].some((column) => share(column, 'number', 'typed') > 0.5))
    return { isPlain: true, headerAt: null };
  if (numbers.length > 0) return { isPlain: false, headerAt: isHeader ? at : null };
  if (isHeader && isComplete) return { isPlain: false, headerAt: at };
  if (addresses.some((column) => column !== 3)) return { isPlain: false, headerAt: null };
  const names = texts(first);
  const isNamed =
    rows.length > 1 && addresses.length === 0 && isComplete && names.some((name) => isTelling(name, names));
  return isNamed ? { isPlain: false, headerAt: at } : { isPlain: true, headerAt: null };
}

/** A row of texts, of which one stands above values and none is such a value. */
const isHeaderAbove = (columns: readonly number[], first: readonly string[]) =>
  columns.some((column) => first[column] === 'text') &&
  columns.every((column) => ['text', 'empty', undefined].includes(first[column]));

/** Column names stand side by side, each once; a person's row has gaps. */
function isWithoutGaps(row: readonly string[]): boolean {
  const names = texts(row);
  return (
    names.length > 1 &&
    row.slice(0, names.length).every((cell) => cell.trim() !== '') &&
    new Set(names).size === names.length
  );
}

/** A known heading that is hardly a person's name; of two texts, “Dom” (a home's number in Polish) may be one. */
function isTelling(name: string, names: readonly string[]): boolean {
  const heading = findHeading(name)?.heading;
  if (!heading || heading === 'unwanted') return false;
  return names.length > 2 || ['company', 'email', 'name', 'firstName', 'lastName', 'phone'].includes(heading);
}

const texts = (row: readonly string[]) => row.map((cell) => cell.trim()).filter((text) => text !== '');
