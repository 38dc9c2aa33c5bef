import { createReadStream } from 'node:fs';

export interface CsvRow {
  /** Of its first line, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** Reads a CSV file (UTF-8, RFC 4180) row by row, so that it may be larger than memory. Blank lines are skipped. */
export async function* readCsv(file: string): AsyncGenerator<CsvRow> {
  let cells: string[] = [];
  let cell = '';
  let quoted = false;
  let wasQuote = false;
  let line = 1;
  let rowLine = 1;
  const endRow = (): CsvRow | null => {
    const row = { line: rowLine, cells: [...cells, cell] };
    cells = [];
    cell = '';
    rowLine = line;
    return row.cells.length === 1 && row.cells[0] === '' ? null : row;
  };
  let first = true;
  for await (const chunk of createReadStream(file, 'utf8')) {
    for (const char of first ? String(chunk).replace(/^\uFEFF/, '') : String(chunk)) {
      if (char === '\n') line += 1;
      if (quoted && wasQuote) {
        // The quote before this character ended the cell, unless it is doubled.
        wasQuote = false;
        if (char === '"') {
          cell += '"';
          continue;
        }
        quoted = false;
      }
      if (quoted) {
        if (char === '"') wasQuote = true;
        else cell += char;
      } else if (char === '"' && cell === '') quoted = true;
      else if (char === ',') {
        cells.push(cell);
        cell = '';
      } else if (char === '\n') {
        const row = endRow();
        if (row) yield row;
      } else if (char !== '\r') cell += char;
    }
    first = false;
  }
  if (quoted && !wasQuote) throw new Error(`line ${rowLine}: a quote is opened and never closed`);
  const row = endRow();
  if (row) yield row;
}
