import { writeSync } from 'node:fs';
import { refuse } from '../detect-file.ts';
import { fileLimits } from '../limits.ts';
import { tooManyBytes } from '../too-many-bytes.ts';
import { writeRecord } from '../write-csv.ts';
import { findSheets } from './find-sheets.ts';
import { openArchive } from './open-archive.ts';
import { readSheet } from './read-sheet.ts';
import { readStrings } from './read-strings.ts';
import { readStyles } from './read-styles.ts';

export interface WrittenSheet {
  readonly sheet: string;
  /** Other sheets that hold something too: nothing was read of them. */
  readonly otherSheets: readonly string[];
  readonly bytes: number;
}

/**
 * Writes the first sheet of a workbook that holds anything as CSV, its rows in their places. Both files are given by
 * their descriptors. Ends with `unsupported-file`, `too-large` or `invalid-input`.
 */
export async function writeSheet(workbook: number, csv: number): Promise<WrittenSheet> {
  const archive = await openArchive(workbook);
  const { sheets, sharedStrings, styles } = await findSheets(archive);
  const strings = await readStrings(archive, sharedStrings);
  const zeros = await readStyles(archive, styles);
  let sheet: string | null = null;
  let bytes = 0;
  const otherSheets: string[] = [];
  for (const { name, file } of sheets) {
    let written = 0;
    for await (const { row, cells } of readSheet(archive, file, strings, zeros)) {
      if (sheet !== null && sheet !== name) {
        otherSheets.push(name);
        break;
      }
      sheet = name;
      const text = '\r\n'.repeat(row - written - 1) + writeRecord(cells);
      written = row;
      bytes += writeSync(csv, text);
      if (bytes > fileLimits.bytes) throw tooManyBytes();
    }
  }
  if (sheet === null) throw refuse('This workbook is empty.');
  return { sheet, otherSheets, bytes };
}
