/** Which slots have a gram. Grows only; slots that do not have the gram any more are the reader's to leave out. */
export interface Postings {
  add(gram: number, slot: number): void;
  /** How many slots stand under a gram, at most. */
  count(gram: number): number;
  /** Marks, in a bit set, the rank of each slot under a gram. */
  mark(gram: number, ranks: Int32Array, places: Uint32Array): void;
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
    mark: (gram, ranks, places) => of(gram).mark(gram, ranks, places),
    slotAt: (gram, position) => of(gram).slotAt(gram, position),
    get size() {
      return low.size + high.size;
    },
    get bytes() {
      return low.bytes + high.bytes;
    },
  };
}

/** `bits`: the table has 2^bits rows; grams that fall on the same row share it. */
export function createPostings(bits: number): Postings {
  const mask = (1 << bits) - 1;
  // Most rows hold one slot: it stands in `counts`/`firsts`, and only a second one costs an array.
  const counts = new Int32Array(1 << bits);
  const firsts = new Int32Array(1 << bits);
  const rest: (Int32Array | undefined)[] = new Array(1 << bits);
  let size = 0;
  let restBytes = 0;

  return {
    add: (gram, slot) => {
      const row = gram & mask;
      const count = counts[row]!;
      counts[row] = count + 1;
      size += 1;
      if (count === 0) {
        firsts[row] = slot;
        return;
      }
      let more = rest[row];
      if (more === undefined || more.length < count) {
        const grown = new Int32Array(Math.max(3, Math.ceil(count * 1.5)));
        if (more) grown.set(more);
        restBytes += (grown.length - (more?.length ?? 0)) * 4;
        more = grown;
        rest[row] = grown;
      }
      more[count - 1] = slot;
    },
    count: (gram) => counts[gram & mask]!,
    mark: (gram, ranks, places) => {
      const row = gram & mask;
      const count = counts[row]!;
      if (count === 0) return;
      const first = ranks[firsts[row]!]!;
      places[first >>> 5]! |= 1 << (first & 31);
      const more = rest[row];
      if (!more) return;
      for (let at = 0; at < count - 1; at += 1) {
        const rank = ranks[more[at]!]!;
        places[rank >>> 5]! |= 1 << (rank & 31);
      }
    },
    slotAt: (gram, position) => {
      const row = gram & mask;
      return position === 0 ? firsts[row]! : rest[row]![position - 1]!;
    },
    get size() {
      return size;
    },
    get bytes() {
      return restBytes + (16 << bits);
    },
  };
}
