/** Which slots have a gram. Grows only; slots that do not have the gram any more are the reader's to leave out. */
export interface Postings {
  add(gram: number, slot: number): void;
  /** How many slots stand under a gram, at most. */
  count(gram: number): number;
  /** Writes the slots under a gram to the beginning of `into`, which has room for them. */
  copy(gram: number, into: Int32Array): void;
  /** Marks each slot under a gram in a bit set. */
  mark(gram: number, set: Uint32Array): void;
  /** The slot at a position under a gram, from 0 to its count. */
  slotAt(gram: number, position: number): number;
  /** How many entries there are in all. */
  readonly size: number;
  readonly bytes: number;
}

/** Two tables as one: grams from `boundary` on stand in the second. */
export function splitPostings(boundary: number, low: Postings, high: Postings): Postings {
  const of = (gram: number) => (gram < boundary ? low : high);
  return {
    add: (gram, slot) => of(gram).add(gram, slot),
    count: (gram) => of(gram).count(gram),
    copy: (gram, into) => of(gram).copy(gram, into),
    mark: (gram, set) => of(gram).mark(gram, set),
    slotAt: (gram, position) => of(gram).slotAt(gram, position),
    get size() {
      return low.size + high.size;
    },
    get bytes() {
      return low.bytes + high.bytes;
    },
  };
}

/**
 * `bits`: the table has 2^bits rows; grams that fall on the same row share it. `expected`: entries to make room for.
 *
 * A row with one slot holds it itself; the lists of all others stand in one block, because hundreds of thousands of small
 * arrays cost several times what they hold.
 */
export function createPostings(bits: number, expected: number): Postings {
  const mask = (1 << bits) - 1;
  const counts = new Int32Array(1 << bits);
  /** The slot of a row with one; else where its list starts. */
  const starts = new Int32Array(1 << bits);
  let block = new Int32Array(Math.max(1_024, expected));
  let end = 0;
  /** The first free list of each size; each free list's first entry leads to the next. */
  const free = new Int32Array(64).fill(-1);
  let size = 0;

  function room(capacity: number): number {
    const kind = kindOf(capacity);
    const reused = free[kind]!;
    if (reused >= 0) {
      free[kind] = block[reused]!;
      return reused;
    }
    if (end + capacity > block.length) {
      const grown = new Int32Array(Math.max(Math.ceil(block.length * 1.25), end + capacity));
      grown.set(block);
      block = grown;
    }
    end += capacity;
    return end - capacity;
  }

  function grow(row: number, count: number): void {
    const from = starts[row]!;
    if (count === 1) {
      const to = room(smallest);
      block[to] = from;
      starts[row] = to;
      return;
    }
    const to = room(sizeAfter(count));
    block.copyWithin(to, from, from + count);
    const kind = kindOf(count);
    block[from] = free[kind]!;
    free[kind] = from;
    starts[row] = to;
  }

  return {
    add: (gram, slot) => {
      const row = gram & mask;
      const count = counts[row]!;
      counts[row] = count + 1;
      size += 1;
      if (count === 0) {
        starts[row] = slot;
        return;
      }
      if (count === 1 || (count >= smallest && isSize(count))) grow(row, count);
      block[starts[row]! + count] = slot;
    },
    count: (gram) => counts[gram & mask]!,
    copy: (gram, into) => {
      const row = gram & mask;
      const count = counts[row]!;
      const start = starts[row]!;
      if (count === 1) into[0] = start;
      else for (let at = 0; at < count; at += 1) into[at] = block[start + at]!;
    },
    mark: (gram, set) => {
      const row = gram & mask;
      const count = counts[row]!;
      const start = starts[row]!;
      if (count === 1) {
        set[start >>> 5]! |= 1 << (start & 31);
        return;
      }
      for (let at = start; at < start + count; at += 1) {
        const slot = block[at]!;
        set[slot >>> 5]! |= 1 << (slot & 31);
      }
    },
    slotAt: (gram, position) => {
      const row = gram & mask;
      const start = starts[row]!;
      return counts[row] === 1 ? start : block[start + position]!;
    },
    get size() {
      return size;
    },
    get bytes() {
      return block.byteLength + counts.byteLength + starts.byteLength;
    },
  };
}

// Lists have room for 2, 3, 4, 6, 8, 12, 16, 24 … slots: at most half as much again as they hold.
const smallest = 2;
const topBit = (size: number) => 31 - Math.clz32(size);
const isSize = (count: number) => {
  const top = topBit(count);
  return count === 1 << top || count === 3 << (top - 1);
};
const sizeAfter = (size: number) => (size === 1 << topBit(size) ? size + (size >>> 1) : (size / 3) * 4);
const kindOf = (size: number) => topBit(size) * 2 + (size === 1 << topBit(size) ? 0 : 1);
