import { DirectoryError } from '../domain/errors.ts';
import type { ContactForm } from './contact-form.ts';
import { detectSeparator } from './detect-separator.ts';
import { fileLimits } from './limits.ts';
import { type RecordReading, readCells } from './read-cells.ts';
import { looksLikeHeader, readHeadedCells, readHeader } from './read-headed-cells.ts';
import { type RecordSplitter, splitRecords } from './split-records.ts';

/** One record of a file with the number that a spreadsheet shows beside it. */
export interface FileRecord {
  readonly row: number;
  readonly form: ContactForm;
  readonly reading: Exclude<RecordReading, null>;
}

/** Reads a text piece by piece. `isLast`: nothing follows. */
export interface RecordReader {
  read(text: string, isLast: boolean): FileRecord[];
}

const sampleLength = 64 * 1024;

/** Reads the records of a CSV text. Ends with `invalid-input` or `too-large` when the file as a whole cannot be used. */
export function readCsv(country: string): RecordReader {
  let sample = '';
  let splitter: RecordSplitter | null = null;
  const read = readRecords(country);
  return {
    read: (text, isLast) => {
      if (splitter) return read(splitter.write(text, isLast));
      sample += text;
      if (sample.length < sampleLength && !isLast) return [];
      const isWhole = isLast && sample.length <= sampleLength;
      splitter = splitRecords(detectSeparator(sample.slice(0, sampleLength), isWhole));
      return read(splitter.write(sample, isLast));
    },
  };
}

function readRecords(country: string): (records: readonly (readonly string[])[]) => FileRecord[] {
  let row = 0;
  let header: ReturnType<typeof readHeader> = null;
  return (records) => {
    const found: FileRecord[] = [];
    for (const cells of records) {
      row += 1;
      if (row > fileLimits.rows) throw tooManyRows();
      // DOS ends a file so.
      if (cells.length === 1 && cells[0] === '\x1a') continue;
      if (row === 1 && /^sep=.?$/i.test(cells[0] ?? '')) continue;
      if (row === 1) header = readHeader(cells);
      if (row === 1 && header) continue;
      const reading: RecordReading =
        row === 1 && looksLikeHeader(cells)
          ? { rejected: 'These are column names and no contact: this form has no header.' }
          : header
            ? readHeadedCells(header, cells, country)
            : readCells(cells, country);
      if (reading) found.push({ row, form: header ? 'pbxware8' : 'plain', reading });
    }
    return found;
  };
}

export const tooManyRows = () =>
  new DirectoryError(
    'too-large',
    `This file has more than ${fileLimits.rows.toLocaleString('en')} rows. Divide it into smaller files. Nothing was changed.`,
  );
