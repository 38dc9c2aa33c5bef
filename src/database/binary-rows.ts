// Rows in the binary form of PostgreSQL's COPY (manual, "COPY", File Formats, Binary Format): what the server need not
// parse it stores twice as fast.

/** How a column's values are written. */
export type ColumnType = 'uuid' | 'text' | 'json' | 'bytea' | 'int4' | 'int8' | 'bool' | 'text[]';

/** The columns to fill, in order. json is given as JSON text or as a list, bytea as bytes or in hex; no text may hold NUL. */
export type Columns<Row> = readonly (readonly [keyof Row & string, ColumnType])[];

/** Writes rows one behind the other. */
export interface RowWriter<Row> {
  add(row: Row): void;
  /** Bytes so far: where the next row begins. */
  length(): number;
  /** Where, from the beginning of each row, its fixed columns end. */
  readonly fixedEnd: number;
  /** All rows as one piece, to be framed and sent. Pieces of the same columns may follow each other. */
  take(): Buffer;
}

/** `fixed`: columns that are the same in every row. They come first, and are written once. */
export function rowWriter<Row extends object, Fixed extends object = object>(
  columns: Columns<Row>,
  fixed: { readonly columns: Columns<Fixed>; readonly row: Fixed } | null = null,
): RowWriter<Row> {
  const bytes: Bytes = { buffer: Buffer.allocUnsafe(1 << 16), at: 0 };
  const start = startOfRow(columns.length, fixed);
  const names = columns.map(([name]) => name);
  const writers = columns.map(([, type]) => writerOf[type]);
  return {
    fixedEnd: start.length,
    add(row) {
      reserve(bytes, start.length + 64);
      bytes.buffer.set(start, bytes.at);
      bytes.at += start.length;
      for (let index = 0; index < names.length; index += 1) {
        const value: unknown = row[names[index]!];
        if (value === null || value === undefined) writeLength(bytes, nullLength);
        else writers[index]!(bytes, value);
      }
    },
    length: () => bytes.at,
    take: () => bytes.buffer.subarray(0, bytes.at),
  };
}

/** The names of the columns of a `rowWriter`, in its order. */
export const columnNames = (...parts: readonly Columns<never>[]): string =>
  parts.flatMap((columns) => columns.map(([name]) => name)).join(', ');

const signature = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');
/** What stands before and after the rows. */
export const frame = { head: signature, tail: Buffer.from([0xff, 0xff]) } as const;

function startOfRow<Fixed extends object>(
  others: number,
  fixed: { readonly columns: Columns<Fixed>; readonly row: Fixed } | null,
): Uint8Array {
  const bytes: Bytes = { buffer: Buffer.allocUnsafe(1024), at: 0 };
  bytes.at = bytes.buffer.writeInt16BE(others + (fixed?.columns.length ?? 0), 0);
  for (const [name, type] of fixed?.columns ?? []) {
    const value: unknown = fixed?.row[name];
    if (value === null || value === undefined) writeLength(bytes, nullLength);
    else writerOf[type](bytes, value);
  }
  return bytes.buffer.subarray(0, bytes.at);
}

interface Bytes {
  buffer: Buffer;
  at: number;
}

const nullLength = -1;
const textOid = 25;

const writerOf: Readonly<Record<ColumnType, (bytes: Bytes, value: unknown) => void>> = {
  text: (bytes, value) => writeText(bytes, String(value)),
  json: (bytes, value) => writeText(bytes, typeof value === 'string' ? value : JSON.stringify(value)),
  uuid: (bytes, value) => writeUuid(bytes, String(value)),
  int4: (bytes, value) => {
    writeLength(bytes, 4);
    bytes.at = bytes.buffer.writeInt32BE(Number(value), bytes.at);
  },
  int8: (bytes, value) => {
    writeLength(bytes, 8);
    bytes.at = bytes.buffer.writeBigInt64BE(BigInt(Number(value)), bytes.at);
  },
  bool: (bytes, value) => {
    writeLength(bytes, 1);
    bytes.buffer[bytes.at++] = value === true ? 1 : 0;
  },
  bytea: (bytes, given) => {
    const value = typeof given === 'string' ? Buffer.from(given, 'hex') : given;
    if (!(value instanceof Uint8Array)) throw new TypeError('A bytea column takes bytes.');
    writeLength(bytes, value.length);
    reserve(bytes, value.length);
    bytes.buffer.set(value, bytes.at);
    bytes.at += value.length;
  },
  'text[]': writeTexts,
};

function reserve(bytes: Bytes, more: number): void {
  if (bytes.at + more <= bytes.buffer.length) return;
  const larger = Buffer.allocUnsafe(Math.max(bytes.buffer.length * 2, bytes.at + more));
  bytes.buffer.copy(larger, 0, 0, bytes.at);
  bytes.buffer = larger;
}

/** Enough for a length and the shorter values. */
const lengthRoom = 32;

function writeLength(bytes: Bytes, length: number): void {
  reserve(bytes, lengthRoom);
  const { buffer, at } = bytes;
  buffer[at] = length >> 24;
  buffer[at + 1] = length >> 16;
  buffer[at + 2] = length >> 8;
  buffer[at + 3] = length;
  bytes.at = at + 4;
}

// Most texts are short and ASCII: for them a loop is faster than a call into the runtime.
const shortText = 40;

function writeText(bytes: Bytes, text: string): void {
  // A code unit takes three bytes of UTF-8 at most; with what writeLength asks for, so that nothing moves in between.
  reserve(bytes, lengthRoom + text.length * 3);
  const { buffer, at } = bytes;
  const ascii = text.length <= shortText ? writeAscii(buffer, text, at + 4) : -1;
  const written = ascii === -1 ? buffer.write(text, at + 4, 'utf8') : ascii;
  writeLength(bytes, written);
  bytes.at += written;
}

/** -1 when there is more than ASCII in it. */
function writeAscii(buffer: Buffer, text: string, to: number): number {
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code > 127) return -1;
    buffer[to + index] = code;
  }
  return text.length;
}

function writeUuid(bytes: Bytes, text: string): void {
  writeLength(bytes, 16);
  const { buffer } = bytes;
  let { at } = bytes;
  for (let index = 0; index < 36; ) {
    if (text.charCodeAt(index) === hyphen) {
      index += 1;
      continue;
    }
    buffer[at++] = (hexDigit(text.charCodeAt(index)) << 4) | hexDigit(text.charCodeAt(index + 1));
    index += 2;
  }
  bytes.at = at;
}

const hyphen = 45;
// '0' to '9' are 48 to 57, 'a' to 'f' 97 to 102, 'A' to 'F' 65 to 70.
const hexDigit = (code: number) => (code < 58 ? code - 48 : (code | 32) - 87);

function writeTexts(bytes: Bytes, value: unknown): void {
  if (!Array.isArray(value)) throw new TypeError('A text[] column takes an array.');
  const start = bytes.at;
  bytes.at += 4;
  writeLength(bytes, value.length === 0 ? 0 : 1);
  writeLength(bytes, 0);
  writeLength(bytes, textOid);
  if (value.length > 0) {
    writeLength(bytes, value.length);
    writeLength(bytes, 1);
  }
  for (const entry of value) writeText(bytes, String(entry));
  bytes.buffer.writeInt32BE(bytes.at - start - 4, start);
}
