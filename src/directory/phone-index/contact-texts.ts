import { foldText } from '../../domain/fold-text.ts';
import { findPart } from './byte-text.ts';
import type { ReadContact } from './indexed-contact.ts';

/**
 * What searches look at of every contact, side by side in one block of bytes: the folded name, and then the rest of the
 * search text (see search-key.ts). A search looks at hundreds of contacts that are scattered over the whole book; as
 * objects and strings they would be thousands of places in memory, and waiting for those is what such a search costs.
 *
 * Arrays are exchanged when they grow: who reads them does so anew for each search.
 */
export interface ContactTexts {
  readonly bytes: Buffer;
  /** By slot: where the texts begin, where the name ends, where everything ends. */
  readonly starts: Int32Array;
  readonly nameEnds: Int32Array;
  readonly ends: Int32Array;
  /** Where the family name begins, which ends with the name; -1: there is none, or it is no such part of the name. */
  readonly lastNames: Int32Array;
  /** Where the first name ends, which begins with the name; -1 likewise. */
  readonly firstNameEnds: Int32Array;
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

/** `expected`: how many contacts are coming. */
export function createContactTexts(expected: number): ContactTexts {
  let bytes = Buffer.alloc(Math.max(4_096, expected * 80));
  let columns = newColumns(expected + 16);
  let used = 0;
  let wasted = 0;

  function grow(needed: number): void {
    if (needed <= bytes.length) return;
    const grown = Buffer.alloc(Math.max(Math.ceil(bytes.length * 1.5), needed));
    bytes.copy(grown, 0, 0, used);
    bytes = grown;
  }

  /** A place for some bytes: the contact's old one where that is large enough. */
  function place(slot: number, length: number): number {
    const start = columns.starts[slot]!;
    const held = columns.ends[slot]! - start;
    if (length <= held) {
      wasted += held - length;
      return start;
    }
    wasted += held;
    grow(used + length);
    used += length;
    return used - length;
  }

  return {
    get bytes() {
      return bytes;
    },
    get starts() {
      return columns.starts;
    },
    get nameEnds() {
      return columns.nameEnds;
    },
    get ends() {
      return columns.ends;
    },
    get lastNames() {
      return columns.lastNames;
    },
    get firstNameEnds() {
      return columns.firstNameEnds;
    },
    write: (slot, { nameKey, searchText, firstName, lastName }) => {
      if (slot >= columns.starts.length) columns = newColumns(Math.ceil(slot * 1.25) + 16, columns);
      // The name is the first line of the search text, unless nothing of it can be compared.
      const text = searchText.startsWith(nameKey) ? searchText : `${nameKey}\n${searchText}`;
      const start = place(slot, Buffer.byteLength(text));
      columns.starts[slot] = start;
      columns.ends[slot] = start + bytes.write(text, start);
      const nameEnd = start + Buffer.byteLength(nameKey);
      columns.nameEnds[slot] = nameEnd;
      const [first, last] = [foldText(firstName), foldText(lastName)];
      const hasFirst = first !== '' && nameKey.startsWith(first);
      const hasLast = last !== '' && nameKey.endsWith(last);
      columns.firstNameEnds[slot] = hasFirst ? start + Buffer.byteLength(first) : -1;
      columns.lastNames[slot] = hasLast ? nameEnd - Buffer.byteLength(last) : -1;
    },
    remove: (slot) => {
      wasted += columns.ends[slot]! - columns.starts[slot]!;
      columns.ends[slot] = columns.starts[slot]!;
    },
    nameKey: (slot) => bytes.toString('utf8', columns.starts[slot], columns.nameEnds[slot]),
    searchText: (slot) => bytes.toString('utf8', columns.starts[slot], columns.ends[slot]),
    has: (slot, part) => findPart(bytes, columns.starts[slot]!, columns.ends[slot]!, part) >= 0,
    get used() {
      return used;
    },
    get wasted() {
      return wasted;
    },
  };
}

type Columns = Readonly<
  Record<'starts' | 'nameEnds' | 'ends' | 'lastNames' | 'firstNameEnds', Int32Array<ArrayBuffer>>
>;

function newColumns(length: number, before?: Columns): Columns {
  const column = (name: keyof Columns) => {
    const made = new Int32Array(length);
    if (before) made.set(before[name]);
    return made;
  };
  return {
    starts: column('starts'),
    nameEnds: column('nameEnds'),
    ends: column('ends'),
    lastNames: column('lastNames'),
    firstNameEnds: column('firstNameEnds'),
  };
}
