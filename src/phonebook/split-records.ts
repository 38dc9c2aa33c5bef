import { DirectoryError } from '../domain/errors.ts';
import { fileLimits } from './limits.ts';

export interface RecordSplitter {
  /** The records that are complete now. `isLast`: nothing follows. */
  write(text: string, isLast: boolean): string[][];
}

/**
 * Records and cells of a CSV text (RFC 4180), piece by piece. Forgiving as spreadsheets are: LF, CRLF and CR end a
 * record, a quotation mark counts at the beginning of a cell only, text after a closing one makes all of it literal.
 * An empty line is a record with one empty cell. Ends with `invalid-input` (a quotation mark is never closed) or
 * `too-large`.
 */
export function splitRecords(separator: string): RecordSplitter {
  let rest = '';
  let row = 0;
  return {
    write: (text, isLast) => {
      const input = rest === '' ? text : rest + text;
      const records: string[][] = [];
      let at = 0;
      while (at < input.length) {
        const record = readRecord(input, at, separator, isLast, row + 1);
        if (!record) break;
        row += 1;
        records.push(record.cells);
        at = record.end;
      }
      rest = input.slice(at);
      return records;
    },
  };
}

interface Cell {
  readonly text: string;
  readonly end: number;
}

function readRecord(input: string, from: number, separator: string, isLast: boolean, row: number) {
  const cells: string[] = [];
  for (let at = from; ; ) {
    const cell = readCell(input, at, separator, isLast, row);
    if (!cell) return null;
    if (cell.text.length > fileLimits.cell) throw tooLong(row);
    cells.push(cell.text);
    const mark = input[cell.end];
    if (mark === separator) {
      at = cell.end + 1;
      continue;
    }
    if (mark === undefined && !isLast) return null;
    if (mark !== '\r') return { cells, end: cell.end + 1 };
    const next = input[cell.end + 1];
    if (next === undefined && !isLast) return null;
    return { cells, end: cell.end + (next === '\n' ? 2 : 1) };
  }
}

function readCell(input: string, at: number, separator: string, isLast: boolean, row: number): Cell | null {
  let quote = at;
  while (input[quote] === ' ') quote += 1;
  if (input[quote] !== '"') return readPlain(input, at, separator);
  let text = '';
  for (let from = quote + 1; ; ) {
    const closing = input.indexOf('"', from);
    if (closing < 0) {
      if (input.length - from > fileLimits.cell) throw tooLong(row);
      if (isLast) throw unclosed(row);
      return null;
    }
    text += input.slice(from, closing);
    if (closing + 1 === input.length && !isLast) return null;
    if (input[closing + 1] !== '"') {
      const tail = readPlain(input, closing + 1, separator);
      const isClean = tail.text.trim() === '';
      return { text: isClean ? text : input.slice(at, tail.end), end: tail.end };
    }
    text += '"';
    from = closing + 2;
  }
}

function readPlain(input: string, from: number, separator: string): Cell {
  const mark = separator.charCodeAt(0);
  let end = from;
  for (; end < input.length; end += 1) {
    const code = input.charCodeAt(end);
    if (code === mark || code === 10 || code === 13) break;
  }
  return { text: input.slice(from, end), end };
}

const unclosed = (row: number) =>
  new DirectoryError(
    'invalid-input',
    `This file cannot be read: in row ${row} a quotation mark is never closed. Correct it and upload the file again. Nothing was changed.`,
  );

const tooLong = (row: number) =>
  new DirectoryError(
    'too-large',
    `In row ${row} of this file a cell holds more than 64 KB; perhaps a quotation mark is never closed. Correct it and upload the file again. Nothing was changed.`,
  );
