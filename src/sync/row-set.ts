// Sets of contacts by `source_contact.row_no`, a dense number within the source: a bit each, so that a run over a
// million contacts remembers all that it has seen in 125 kB.

export interface RowSet {
  add(row: number): void;
  has(row: number): boolean;
  addAll(other: RowSet): void;
  /** Row n is bit n % 8 of byte n / 8 (PostgreSQL's get_bit counts the same way). Covers `rows` rows at least. */
  bytes(rows: number): Buffer;
}

export function createRowSet(): RowSet {
  let bits = new Uint8Array(1024);
  function grow(bytes: number): void {
    if (bytes <= bits.length) return;
    const larger = new Uint8Array(Math.max(bytes, bits.length * 2));
    larger.set(bits);
    bits = larger;
  }
  return {
    add(row) {
      const byte = row >>> 3;
      grow(byte + 1);
      bits[byte] = (bits[byte] ?? 0) | (1 << (row & 7));
    },
    has: (row) => ((bits[row >>> 3] ?? 0) & (1 << (row & 7))) !== 0,
    addAll(other) {
      const theirs = other.bytes(0);
      grow(theirs.length);
      for (const [index, byte] of theirs.entries()) bits[index] = (bits[index] ?? 0) | byte;
    },
    bytes(rows) {
      grow(Math.ceil(rows / 8));
      return Buffer.from(bits);
    },
  };
}

/** Row numbers as bytes: ascending, each as the difference to the one before, 7 bits a byte, low ones first. */
export function packRows(rows: readonly number[]): Buffer {
  const bytes: number[] = [];
  let before = 0;
  for (const row of [...new Set(rows)].sort((a, b) => a - b)) {
    let rest = row - before;
    before = row;
    while (rest > 127) {
      bytes.push((rest & 127) | 128);
      rest >>>= 7;
    }
    bytes.push(rest);
  }
  return Buffer.from(bytes);
}

export function unpackRows(packed: Uint8Array): number[] {
  const rows: number[] = [];
  let row = 0;
  let difference = 0;
  let shift = 0;
  for (const byte of packed) {
    difference |= (byte & 127) << shift;
    shift += 7;
    if (byte > 127) continue;
    row += difference;
    rows.push(row);
    difference = 0;
    shift = 0;
  }
  return rows;
}
