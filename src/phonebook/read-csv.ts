import { DirectoryError } from '../domain/errors.ts';
import { compileLeftOut, compileMapping, type Mapping } from '../domain/mapping.ts';
import { readMapped } from './columns/read-mapped.ts';
import { type Table, withoutSecrets } from './columns/read-table.ts';
import {
  type ContactForm,
  type FileScope,
  mappedScope,
  plainScope,
  plainScopeWithOther,
} from './contact-form.ts';
import { doubtAbout, mayBeDoubtful, withoutMarks } from './doubtful-text.ts';
import { fileLimits } from './limits.ts';
import { isSeparatorLine, openTable, sampleLength } from './open-table.ts';
import { cellText, type RecordReading, readCells } from './read-cells.ts';
import { type RecordSplitter, splitRecords } from './split-records.ts';

/** One record of a file with the number that a spreadsheet shows beside it. */
export interface FileRecord {
  readonly row: number;
  readonly form: ContactForm;
  readonly reading: Exclude<RecordReading, null>;
  /** Why its letters may be wrong. */
  readonly doubt?: string | undefined;
}

/** Reads a text piece by piece. `isLast`: nothing follows. */
export interface RecordReader {
  read(text: string, isLast: boolean): FileRecord[];
}

export interface CsvReader extends RecordReader {
  /** What the beginning of the file tells; `null` until it has been read. */
  table(): Table | null;
  scope(): FileScope;
}

/**
 * Reads the records of a CSV text: by its header when it has one, else by position; by `mapping` when one is given. Ends
 * with `invalid-input` or `too-large` when the file as a whole cannot be used.
 */
export function readCsv(country: string, mapping?: Mapping): CsvReader {
  let sample = '';
  let splitter: RecordSplitter | null = null;
  let table: Table | null = null;
  let read: ReturnType<typeof readRecords> | null = null;
  let scope = (): FileScope => plainScope;
  let isDoubtful = false;
  return {
    table: () => table,
    scope: () => scope(),
    read: (text, isLast) => {
      isDoubtful ||= mayBeDoubtful(text);
      if (splitter && read) return read(splitter.write(text, isLast), isDoubtful);
      sample += text;
      if (sample.length < sampleLength && !isLast) return [];
      const opened = openTable(sample, isLast && sample.length <= sampleLength, country);
      table = opened.table;
      splitter = splitRecords(opened.separator);
      const reader = readerOf(table, mapping, country);
      scope = reader.scope;
      read = readRecords(opened.headerRow, reader);
      return read(splitter.write(sample, isLast), isDoubtful);
    },
  };
}

interface CellReader {
  readonly form: ContactForm;
  readonly scope: () => FileScope;
  readonly read: (cells: readonly string[]) => RecordReading;
}

function readerOf(table: Table, given: Mapping | undefined, country: string): CellReader {
  if (table.isPlain && !given) return plainReader(country);
  const mapping = given ?? table.proposed;
  const map = compileMapping(mapping, table.columns);
  const leftOut = compileLeftOut(mapping, table.columns);
  const open = withoutSecrets(table.columns);
  return {
    form: 'columns',
    scope: () => mappedScope(mapping),
    read: (cells) => {
      const [texts = []] = open([cells.map(cellText)]);
      return texts.every((text) => text === '')
        ? null
        : readMapped(map(texts), country, [
            ...beyond(texts, table.columns.length),
            ...leftOut(texts).map((value) => ({
              value,
              reason: 'Another column of this row stands for it.',
            })),
          ]);
    },
  };
}

function plainReader(country: string): CellReader {
  let scope = plainScope;
  return {
    form: 'plain',
    scope: () => scope,
    read: (cells) => {
      const reading = readCells(cells, country);
      if (reading && 'fields' in reading && reading.fields.phones.some(({ label }) => label === 'other'))
        scope = plainScopeWithOther;
      return reading;
    },
  };
}

const beyond = (texts: readonly string[], columns: number) =>
  texts
    .slice(columns)
    .filter((text) => text !== '')
    .map((value) => ({ value, reason: 'It stands beyond the last column and was left out.' }));

function readRecords(
  headerRow: number | null,
  { form, read }: CellReader,
): (records: readonly (readonly string[])[], isDoubtful: boolean) => FileRecord[] {
  let row = 0;
  let names: readonly string[] = [];
  // Files that were put together have the names of the first one's columns again.
  const isNamesAgain = (cells: readonly string[]) =>
    names.length > 1 && cells.length === names.length && cells.every((cell, at) => cell === names[at]);
  return (records, isDoubtful) => {
    const found: FileRecord[] = [];
    for (const record of records) {
      row += 1;
      const doubt = isDoubtful ? doubtAbout(record) : undefined;
      const cells = doubt ? record.map(withoutMarks) : record;
      if (row > fileLimits.rows) throw tooManyRows();
      // DOS ends a file so.
      if (cells.length === 1 && cells[0] === '\x1a') continue;
      if (row === headerRow) names = cells;
      if (row === headerRow || (row === 1 && isSeparatorLine(cells))) continue;
      const isAbove = headerRow !== null && row < headerRow;
      if (isAbove && cells.every((cell) => cellText(cell) === '')) continue;
      const reading: RecordReading = isAbove
        ? { rejected: 'It stands above the row of column names.' }
        : isNamesAgain(cells)
          ? { rejected: 'It is the row of column names again.' }
          : read(cells);
      if (reading) found.push({ row, form, reading, doubt });
    }
    return found;
  };
}

export const tooManyRows = () =>
  new DirectoryError(
    'too-large',
    `This file has more than ${fileLimits.rows.toLocaleString('en')} rows. Divide it into smaller files. Nothing was changed.`,
  );
