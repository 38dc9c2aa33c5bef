import { readTable, type Table } from './columns/read-table.ts';
import { readText } from './decode-text.ts';
import { detectFile } from './detect-file.ts';
import { detectSeparator } from './detect-separator.ts';
import { withoutMarks } from './doubtful-text.ts';
import { splitRecords } from './split-records.ts';
import type { SpooledFile } from './spool-upload.ts';

/** Characters from a file's beginning that its separator and its header are found in. */
export const sampleLength = 64 * 1024;
// A character has four bytes at most.
const sampleBytes = 4 * sampleLength;

/** A CSV text whose separator and header are known. */
export interface OpenedTable {
  readonly table: Table;
  readonly separator: string;
  /** The record of column names, counted from 1. */
  readonly headerRow: number | null;
}

/** Finds out from the beginning of a CSV text what it is made of. */
export function openTable(sample: string, isWhole: boolean, country: string): OpenedTable {
  const text = sample.slice(0, sampleLength);
  const separator = detectSeparator(text, isWhole);
  const records = splitRecords(separator).write(text, isWhole);
  const above = isSeparatorLine(records[0]) ? 1 : 0;
  const table = readTable(
    records.slice(above).map((cells) => cells.map(withoutMarks)),
    country,
  );
  return { table, separator, headerRow: table.headerAt === null ? null : table.headerAt + above + 1 };
}

// Excel's first line.
export const isSeparatorLine = (cells: readonly string[] | undefined): boolean =>
  /^sep=.?$/i.test(cells?.[0] ?? '');

/** The columns of an upload, before it is read; `null` for a file that has none. */
export async function tableOf(
  { kind, encoding, handle }: SpooledFile,
  country: string,
): Promise<Table | null> {
  if (kind !== 'csv' && kind !== 'xlsx') return null;
  const bytes = Buffer.alloc(sampleBytes);
  let length = 0;
  for (let more = 1; more > 0 && length < sampleBytes; length += more)
    more = (await handle.read(bytes, length, sampleBytes - length, length)).bytesRead;
  const head = bytes.subarray(0, length);
  const reader = readText(encoding);
  const text = reader.write(head.subarray(detectFile(head, encoding).skip));
  const isWhole = length < sampleBytes;
  const whole = isWhole ? text + reader.end() : text;
  return openTable(whole, isWhole && whole.length <= sampleLength, country).table;
}
