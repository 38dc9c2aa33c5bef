// Rows in the binary form of PostgreSQL's COPY (manual, "COPY", File Formats, Binary Format): what the server need not
// parse it stores twice as fast.

/** How a column's values are written. */
export type ColumnType = 'uuid' | 'text' | 'jsonb' | 'bytea' | 'int4' | 'int8' | 'bool' | 'text[]';

/** The columns to fill, in order. jsonb is given as JSON text; no text may hold NUL. */
export type Columns<Row> = readonly (readonly [keyof Row & string, ColumnType])[];

const signature = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');
const nullLength = -1;
const textOid = 25;

let buffer = Buffer.allocUnsafe(1 << 20);
let at = 0;

/** The rows as one piece, to be framed and sent. Pieces of the same columns may follow each other. */
export function binaryRows<Row extends object>(columns: Columns<Row>, rows: readonly Row[]): Buffer {
  at = 0;
  for (const row of rows) {
    reserve(2);
    at = buffer.writeInt16BE(columns.length, at);
    for (const [name, type] of columns) writeField(type, row[name]);
  }
  return Buffer.from(buffer.subarray(0, at));
}

/** What stands before and after the rows. */
export const frame = { head: signature, tail: Buffer.from([0xff, 0xff]) } as const;

function reserve(bytes: number): void {
  if (at + bytes <= buffer.length) return;
  const larger = Buffer.allocUnsafe(Math.max(buffer.length * 2, at + bytes));
  buffer.copy(larger, 0, 0, at);
  buffer = larger;
}

function writeField(type: ColumnType, value: unknown): void {
  reserve(64);
  if (value === null || value === undefined) {
    at = buffer.writeInt32BE(nullLength, at);
  } else if (type === 'text') {
    writeText(String(value));
  } else if (type === 'jsonb') {
    const version = at + 4;
    writeText(`\u0001${String(value)}`);
    buffer[version] = 1;
  } else if (type === 'uuid') {
    writeUuid(String(value));
  } else if (type === 'int4') {
    at = buffer.writeInt32BE(4, at);
    at = buffer.writeInt32BE(Number(value), at);
  } else if (type === 'int8') {
    at = buffer.writeInt32BE(8, at);
    at = buffer.writeBigInt64BE(BigInt(Number(value)), at);
  } else if (type === 'bool') {
    at = buffer.writeInt32BE(1, at);
    at = buffer.writeUInt8(value === true ? 1 : 0, at);
  } else if (type === 'bytea') {
    writeBytes(value);
  } else {
    writeTexts(value);
  }
}

// Most texts are short and ASCII: for them a loop is faster than a call into the runtime.
const shortText = 40;

function writeText(text: string): void {
  // A code unit takes three bytes of UTF-8 at most.
  reserve(4 + text.length * 3);
  const bytes = text.length <= shortText ? writeAscii(text, at + 4) : -1;
  const written = bytes === -1 ? buffer.write(text, at + 4, 'utf8') : bytes;
  buffer.writeInt32BE(written, at);
  at += 4 + written;
}

/** -1 when there is more than ASCII in it. */
function writeAscii(text: string, to: number): number {
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code > 127) return -1;
    buffer[to + index] = code;
  }
  return text.length;
}

function writeUuid(text: string): void {
  at = buffer.writeInt32BE(16, at);
  for (let index = 0; index < 36; ) {
    if (text.charCodeAt(index) === hyphen) {
      index += 1;
      continue;
    }
    buffer[at++] = (hexDigit(text.charCodeAt(index)) << 4) | hexDigit(text.charCodeAt(index + 1));
    index += 2;
  }
}

const hyphen = 45;
// '0' to '9' are 48 to 57, 'a' to 'f' 97 to 102, 'A' to 'F' 65 to 70.
const hexDigit = (code: number) => (code < 58 ? code - 48 : (code | 32) - 87);

function writeBytes(value: unknown): void {
  if (!(value instanceof Uint8Array)) throw new TypeError('A bytea column takes bytes.');
  reserve(4 + value.length);
  at = buffer.writeInt32BE(value.length, at);
  buffer.set(value, at);
  at += value.length;
}

function writeTexts(value: unknown): void {
  if (!Array.isArray(value)) throw new TypeError('A text[] column takes an array.');
  const start = at;
  reserve(24);
  at = buffer.writeInt32BE(value.length === 0 ? 0 : 1, at + 4);
  at = buffer.writeInt32BE(0, at);
  at = buffer.writeInt32BE(textOid, at);
  if (value.length > 0) {
    at = buffer.writeInt32BE(value.length, at);
    at = buffer.writeInt32BE(1, at);
  }
  for (const entry of value) writeText(String(entry));
  buffer.writeInt32BE(at - start - 4, start);
}
