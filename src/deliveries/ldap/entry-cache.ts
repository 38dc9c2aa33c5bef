import type { TenantBook } from '../../directory/phone-index/tenant-book.ts';
import type { Reader } from './attributes.ts';
import type { BerWriter } from './ber-writer.ts';
import { encodeContact } from './entry.ts';
import type { Selection } from './selection.ts';

/** The entries of one book for one way of asking, as they go out. */
export interface EntryCache {
  /** Writes a SearchResultEntry. */
  write(writer: BerWriter, messageId: number, slot: number): void;
}

// Making an entry costs ten times as much as copying it, and phones see the same people over and over.
let books = new WeakMap<TenantBook, Map<string, EntryCache>>();
let heldBytes = 0;
/** Of the whole process; when it is reached, everything is forgotten. */
const mostHeld = 64 * 2 ** 20;
/** Ways of asking: one or two for each vendor that a company has. */
const mostEach = 6;

export function entryCache(book: TenantBook, selection: Selection, reader: Reader): EntryCache {
  if (heldBytes > mostHeld) {
    books = new WeakMap();
    heldBytes = 0;
  }
  const { numberFormat, nationalPrefix, nameOrder } = reader.device;
  const key = `${selection.number} ${numberFormat} ${nationalPrefix} ${nameOrder} ${reader.country}`;
  let caches = books.get(book);
  if (!caches) {
    caches = new Map();
    books.set(book, caches);
  }
  let cache = caches.get(key);
  if (!cache) {
    if (caches.size >= mostEach) caches.clear();
    cache = createEntryCache(book, selection, reader);
    caches.set(key, cache);
  }
  return cache;
}

const blockBytes = 65_536;
const mostBlockBytes = 8 * 2 ** 20;

function createEntryCache(book: TenantBook, selection: Selection, { device, country }: Reader): EntryCache {
  const reader = {
    device: {
      numberFormat: device.numberFormat,
      nationalPrefix: device.nationalPrefix,
      nameOrder: device.nameOrder,
    },
    country,
  };
  // All entries stand in one block: thousands of small buffers would cost the garbage collector more than they hold.
  let block = Buffer.allocUnsafeSlow(blockBytes);
  let used = 0;
  let starts = new Int32Array(0);
  let ends = new Int32Array(0);
  /** Which version of the contact was encoded; -1: none. */
  let versions = new Int32Array(0);
  heldBytes += blockBytes;

  function columnsFor(slot: number): void {
    const length = Math.max(slot + 1, Math.ceil(book.size * 1.25));
    starts = longer(starts, length);
    ends = longer(ends, length);
    versions = longer(versions, length);
    heldBytes += length * 12;
  }

  function encode(slot: number): void {
    const entry = encodeContact(book.contactAt(slot), selection, reader);
    if (used + entry.length > block.length) {
      if (block.length >= mostBlockBytes || entry.length > block.length) {
        versions.fill(-1);
        used = 0;
      }
      if (entry.length > block.length - used) {
        const grown = Buffer.allocUnsafeSlow(Math.max(block.length * 2, entry.length));
        block.copy(grown, 0, 0, used);
        heldBytes += grown.length - block.length;
        block = grown;
      }
    }
    starts[slot] = used;
    used += entry.copy(block, used);
    ends[slot] = used;
    versions[slot] = book.versionOf(slot);
  }

  return {
    write: (writer, messageId, slot) => {
      if (slot >= versions.length) columnsFor(slot);
      if (versions[slot] !== book.versionOf(slot)) encode(slot);
      writer.message(messageId, block, starts[slot]!, ends[slot]!);
    },
  };
}

function longer(column: Int32Array, length: number): Int32Array<ArrayBuffer> {
  const grown = new Int32Array(length).fill(-1);
  grown.set(column);
  return grown;
}
