import { foldText } from '../../domain/fold-text.ts';
import { marks } from '../search-marks.ts';
import { findPart } from './byte-text.ts';
import type { ReadContact } from './indexed-contact.ts';

/**
 * What searches look at of every contact, side by side in one block of bytes: the search text, which begins with a mark
 * and the folded name (see search-texts.ts). A search looks at hundreds of contacts that are scattered over the whole book; as
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
  /** Where the texts begin, with a mark. The folded name begins behind it, see `nameStart`. */
  start: 0,
  /** Where the name ends, where the last of the lines with names ends, where everything ends. */
  nameEnd: 1,
  namesEnd: 2,
  end: 3,
  /** Where among the lines with names the folded family name stands, and the first name: see `partStart`; -1: it does not. */
  lastName: 4,
  firstName: 5,
  /** The book's own: whose personal contact it is, and which change wrote it. */
  owner: 6,
  version: 7,
} as const;
export const rowLength = 8;

/** Where the folded name of a contact begins, given its row. */
export const nameStart = (rows: Int32Array, row: number): number => rows[row + columns.start]! + 1;

/** Whether a part of the name stands among its lines, and where. Of others only the contact itself tells. */
export const hasPartOfName = (rows: Int32Array, row: number, part: PartOfName): boolean =>
  rows[row + columns[part]]! >= 0;
export const partStart = (rows: Int32Array, row: number, part: PartOfName): number =>
  rows[row + columns.start]! + (rows[row + columns[part]]! >>> 16);
export const partEnd = (rows: Int32Array, row: number, part: PartOfName): number =>
  partStart(rows, row, part) + (rows[row + columns[part]]! & 0xffff);
export type PartOfName = 'lastName' | 'firstName';

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
      const start = place(row, Buffer.byteLength(searchText));
      const end = start + bytes.write(searchText, start);
      const namesEnd = findPart(bytes, start, end, othersMark);
      rows[row + columns.start] = start;
      rows[row + columns.nameEnd] = start + 1 + Buffer.byteLength(nameKey);
      rows[row + columns.namesEnd] = namesEnd;
      rows[row + columns.end] = end;
      rows[row + columns.lastName] = placeOf(marks.family, lastName, start, namesEnd);
      rows[row + columns.firstName] = placeOf(marks.begins, firstName, start, namesEnd);
    },
    remove: (slot) => {
      const row = slot * rowLength;
      wasted += rows[row + columns.end]! - rows[row + columns.start]!;
      rows[row + columns.end] = rows[row + columns.start]!;
    },
    nameKey: (slot) => textBetween(slot, 1, columns.nameEnd),
    searchText: (slot) => textBetween(slot, 0, columns.end),
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

  /** A part of the name stands where a line with this mark begins. In 16 bits: distance from the start, length. */
  function placeOf(mark: string, part: string, start: number, end: number): number {
    const folded = foldText(part);
    const found = folded === '' ? -1 : findPart(bytes, start, end, Buffer.from(mark + folded));
    const [distance, length] = [found + 1 - start, Buffer.byteLength(folded)];
    return found < 0 || distance > 0x7fff || length > 0xffff ? -1 : (distance << 16) | length;
  }

  function textBetween(slot: number, from: number, end: number): string {
    const row = slot * rowLength;
    return bytes.toString('utf8', rows[row + columns.start]! + from, rows[row + end]);
  }
}

const othersMark = Buffer.from(marks.others);
