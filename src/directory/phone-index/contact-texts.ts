import { foldText } from '../../domain/fold-text.ts';
import { findPart } from './byte-text.ts';
import type { ReadContact } from './indexed-contact.ts';

/**
 * What searches look at of every contact, side by side in one block of bytes: the folded name, and then the rest of the
 * search text (see search-key.ts). A search looks at hundreds of contacts that are scattered over the whole book; as
 * objects and strings they would be thousands of places in memory, and waiting for those is what such a search costs.
 *
 * Block and rows are exchanged when they grow: who reads them does so anew for each search.
 */
export interface ContactTexts {
  readonly bytes: Buffer;
  /** `rowLength` numbers for each slot, of which `columns` says what they are. */
  readonly rows: Int32Array;
  write(slot: number, contact: ReadContact): void;
  remove(slot: number): void;
  nameKey(slot: number): string;
  searchText(slot: number): string;
  /** Whether the search text has a part. */
  has(slot: number, part: Uint8Array): boolean;
  readonly used: number;
  /** Of which nobody needs any more. */
  readonly wasted: number;
}

/** Together in one row, so that all come into the processor's cache at once. */
export const columns = {
  /** Where the texts begin, where the name ends, where everything ends. */
  start: 0,
  nameEnd: 1,
  end: 2,
  /** Where the family name begins, which ends with the name; -1: there is none, or it is no such part of the name. */
  lastName: 3,
  /** Where the first name ends, which begins with the name; -1 likewise. */
  firstNameEnd: 4,
  /** The book's own: whose personal contact it is, and which change wrote it. */
  owner: 5,
  version: 6,
} as const;
export const rowLength = 8;

/** `expected`: how many contacts are coming. */
export function createContactTexts(expected: number): ContactTexts {
  let bytes = Buffer.alloc(Math.max(4_096, expected * 96));
  let rows = new Int32Array((expected + 16) * rowLength);
  let used = 0;
  let wasted = 0;

  /** A place for some bytes: the contact's old one where that is large enough. */
  function place(row: number, length: number): number {
    const start = rows[row + columns.start]!;
    const held = rows[row + columns.end]! - start;
    if (length <= held) {
      wasted += held - length;
      return start;
    }
    wasted += held;
    if (used + length > bytes.length) {
      const grown = Buffer.alloc(Math.max(Math.ceil(bytes.length * 1.5), used + length));
      bytes.copy(grown, 0, 0, used);
      bytes = grown;
    }
    used += length;
    return used - length;
  }

  return {
    get bytes() {
      return bytes;
    },
    get rows() {
      return rows;
    },
    write: (slot, { contact: { firstName, lastName }, nameKey, searchText }) => {
      const row = slot * rowLength;
      if (row >= rows.length) {
        const grown = new Int32Array((Math.ceil(slot * 1.25) + 16) * rowLength);
        grown.set(rows);
        rows = grown;
      }
      // The name is the first line of the search text, unless nothing of it can be compared.
      const text = searchText.startsWith(nameKey) ? searchText : `${nameKey}\n${searchText}`;
      const start = place(row, Buffer.byteLength(text));
      const nameEnd = start + Buffer.byteLength(nameKey);
      const [first, last] = [foldText(firstName), foldText(lastName)];
      const hasFirst = first !== '' && nameKey.startsWith(first);
      const hasLast = last !== '' && nameKey.endsWith(last);
      rows[row + columns.start] = start;
      rows[row + columns.nameEnd] = nameEnd;
      rows[row + columns.end] = start + bytes.write(text, start);
      rows[row + columns.lastName] = hasLast ? nameEnd - Buffer.byteLength(last) : -1;
      rows[row + columns.firstNameEnd] = hasFirst ? start + Buffer.byteLength(first) : -1;
    },
    remove: (slot) => {
      const row = slot * rowLength;
      wasted += rows[row + columns.end]! - rows[row + columns.start]!;
      rows[row + columns.end] = rows[row + columns.start]!;
    },
    nameKey: (slot) => textBetween(slot, columns.nameEnd),
    searchText: (slot) => textBetween(slot, columns.end),
    has: (slot, part) => {
      const row = slot * rowLength;
      return findPart(bytes, rows[row + columns.start]!, rows[row + columns.end]!, part) >= 0;
    },
    get used() {
      return used;
    },
    get wasted() {
      return wasted;
    },
  };

  function textBetween(slot: number, end: number): string {
    const row = slot * rowLength;
    return bytes.toString('utf8', rows[row + columns.start], rows[row + end]);
  }
}
