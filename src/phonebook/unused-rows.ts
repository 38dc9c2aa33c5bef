import { writeRecord } from './write-csv.ts';

// The table of what a file could not bring, for a spreadsheet. With a byte order mark: Excel reads UTF-8 by it alone.

/** What stands before the first `unusedRow`. */
export const unusedRowsHead = `\ufeff${writeRecord(['Row', 'Value', 'Reason'])}`;

/** One row of the file, or one number in it. */
export const unusedRow = (row: number, value: string, reason: string): string =>
  writeRecord([row, value, reason]);
