import { DirectoryError } from '../domain/errors.ts';
import { fileLimits } from './limits.ts';

export interface RecordSplitter {
  /** The records that are complete now. `isLast`: nothing follows. */
  write(text: string, isLast: boolean): string[][];
}

interface Cell {
  readonly text: string;
  readonly end: number;
}

// With the second one of each two quotation marks, and some spaces around.
const rawCell = 3 * fileLimits.cell;

/**
 * Records and cells of a CSV text (RFC 4180), piece by piece. Forgiving as spreadsheets are: LF, CRLF and CR end a
 * record, a quotation mark counts at the beginning of a cell only, text after a closing one makes all of it literal.
 * An empty line is a record with one empty cell. Only a cell that has not come whole is read again with the next piece.
 * Ends with `invalid-input` (a quotation mark is never closed) or `too-large`.
 */
export function splitRecords(separator: string): RecordSplitter {
  let rest = '';
  let row = 1;
  let cells: string[] = [];
  let length = 0;
  return {
    write: (text, isLast) => {
      const input = rest === '' ? text : rest + text;
      const records: string[][] = [];
      let at = 0;
      // A separator at the very end has an empty cell behind it.
      while (at < input.length || (isLast && cells.length > 0)) {
        const cell = readCell(input, at, separator, isLast, row);
        const next = cell && endOf(input, cell.end, separator, isLast);
        if (!cell || !next) break;
        length += next.end - at;
        cells.push(cell.text);
        if (cells.length > fileLimits.cells) throw tooMany(row);
        if (length > fileLimits.record) throw tooLongRecord(row);
        at = next.end;
        if (!next.isRecord) continue;
        records.push(cells);
        row += 1;
        cells = [];
        length = 0;
      }
      rest = input.slice(at);
      return records;
    },
  };
}

/** What follows a cell: the place behind its mark, and whether its record ends there. Null: that is not known yet. */
function endOf(input: string, at: number, separator: string, isLast: boolean) {
  const mark = input[at];
  if (mark === separator) return { end: at + 1, isRecord: false };
  if (mark === undefined) return isLast ? { end: at, isRecord: true } : null;
  if (mark !== '\r') return { end: at + 1, isRecord: true };
  const next = input[at + 1];
  if (next === undefined && !isLast) return null;
  return { end: at + (next === '\n' ? 2 : 1), isRecord: true };
}

function readCell(input: string, at: number, separator: string, isLast: boolean, row: number): Cell | null {
  const cell = readWhole(input, at, separator, isLast, row);
  const end = cell?.end ?? input.length;
  if (end - at > rawCell || (cell && cell.text.length > fileLimits.cell)) throw tooLong(row);
  return cell;
}

function readWhole(input: string, at: number, separator: string, isLast: boolean, row: number): Cell | null {
  let quote = at;
  while (input[quote] === ' ') quote += 1;
  if (input[quote] !== '"') return readPlain(input, at, separator);
  let text = '';
  for (let from = quote + 1; ; ) {
    const closing = input.indexOf('"', from);
    const end = closing < 0 ? input.length : closing;
    if (text.length + end - from > fileLimits.cell) throw tooLong(row);
    if (closing < 0) {
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

const tooLarge = (row: number, what: string) =>
  new DirectoryError(
    'too-large',
    `In row ${row} of this file ${what}; perhaps a quotation mark is never closed. Correct it and upload the file again. Nothing was changed.`,
  );

const tooLong = (row: number) => tooLarge(row, 'a cell holds more than 64 KB');
const tooMany = (row: number) =>
  new DirectoryError(
    'too-large',
    `Row ${row} of this file has more than ${fileLimits.cells.toLocaleString('en')} cells. Correct it and upload the file again. Nothing was changed.`,
  );
const tooLongRecord = (row: number) => tooLarge(row, 'the cells together hold more than 1 MB');
