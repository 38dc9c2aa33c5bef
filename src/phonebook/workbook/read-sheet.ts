import { DirectoryError } from '../../domain/errors.ts';
import { refuse } from '../detect-file.ts';
import { fileLimits } from '../limits.ts';
import { tooManyRows } from '../read-csv.ts';
import { readXml } from '../read-xml.ts';
import type { Archive } from './open-archive.ts';
import { unescaped } from './read-strings.ts';

export interface SheetRow {
  /** From 1, as Excel shows it. */
  readonly row: number;
  readonly cells: readonly string[];
}

/** The rows of a sheet that hold anything, in order. `zeros`: how many digits the cells of a style show at least. */
export async function* readSheet(
  archive: Archive,
  file: string,
  strings: readonly string[],
  zeros: ReadonlyMap<string, number>,
): AsyncGenerator<SheetRow> {
  let ready: SheetRow[] = [];
  let row = 0;
  let cells: string[] = [];
  let column = 0;
  let cell = { type: '', style: '', value: '' };
  let isValue = false;
  const reader = readXml({
    open: (name, attributes) => {
      if (name === 'row') {
        row = rowOf(attributes.r, row);
        cells = [];
        column = 0;
      } else if (name === 'c') {
        column = columnOf(attributes.r) ?? column + 1;
        cell = { type: attributes.t ?? 'n', style: attributes.s ?? '', value: '' };
      } else if (name === 'v' || name === 't') isValue = true;
    },
    text: (piece) => {
      if (isValue) cell.value += piece;
    },
    close: (name) => {
      if (name === 'v' || name === 't') isValue = false;
      else if (name === 'c' && cell.value !== '') {
        if (column > fileLimits.cells || cell.value.length > fileLimits.cell) throw tooWide(row);
        while (cells.length < column) cells.push('');
        cells[column - 1] = shown(cell, strings, zeros);
      } else if (name === 'row' && cells.some((text) => text !== '')) {
        if (row > fileLimits.rows) throw tooManyRows();
        ready.push({ row, cells });
      }
    },
  });
  for await (const piece of archive.read(file)) {
    reader.write(piece);
    yield* ready;
    ready = [];
  }
  reader.end();
}

/** Rows rise (ECMA-376, part 1, 18.3.1.73). Another order, or a row twice, comes of no program: nobody knows what is meant. */
function rowOf(said: string | undefined, before: number): number {
  if (!said) return before + 1;
  const row = Number(said);
  if (Number.isInteger(row) && row > before) return row;
  throw refuse(
    `The rows of this sheet are not in order: row ${said.slice(0, 20)} stands behind row ${before}.`,
  );
}

/** `B7` → 2. */
function columnOf(reference: string | undefined): number | null {
  const letters = /^[A-Z]{1,3}/.exec(reference ?? '')?.[0];
  return letters ? [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) : null;
}

function shown(
  { type, style, value }: { type: string; style: string; value: string },
  strings: readonly string[],
  zeros: ReadonlyMap<string, number>,
): string {
  if (type === 's') return strings[Number(value)] ?? '';
  if (type === 'inlineStr' || type === 'str') return unescaped(value);
  if (type === 'e') return '';
  if (type === 'b') return value === '1' ? 'TRUE' : 'FALSE';
  if (type !== 'n') return value;
  return wholeDigits(value).padStart(zeros.get(style) ?? 0, '0');
}

/** A telephone number that Excel took for an amount is kept as `4.47700900149E11`: all its digits again. */
function wholeDigits(value: string): string {
  const number = Number(value);
  return Number.isInteger(number) && Math.abs(number) < 1e21 ? BigInt(number).toString() : value;
}

const tooWide = (row: number) =>
  new DirectoryError(
    'too-large',
    `In row ${row} of this sheet a cell holds more than 64 KB or stands beyond column ${fileLimits.cells}. Correct it and upload the file again. Nothing was changed.`,
  );
