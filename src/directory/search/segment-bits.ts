import type { Needs } from './needs.ts';
import { type Signatures, signatureBits } from './signature.ts';

// The search index lies in segments. A segment has the signatures of some contacts as slices: for each of the 4,096
// positions one row of bits, a bit a contact. To find who has five positions, five rows are read and ANDed.
// A contact's place in the index, its slot, is the number of its chunk times 128 and its place in the chunk; a segment
// is a list of chunks, in any order, so that segments can be put together without giving anybody another slot.

/** Slots of a chunk. */
export const chunkSlots = 128;
/** Chunks of the largest segments: 8,192 contacts, 4 MB. */
export const largestSegment = 64;

const chunkBytes = chunkSlots / 8;

/** Bytes of a row of a segment. */
export const rowBytes = (chunks: number): number => chunks * chunkBytes;

/** Chunks that so many contacts need. */
export const chunksFor = (contacts: number): number => Math.ceil(contacts / chunkSlots);

/** The bits of a new segment, for contacts in the order of its slots. */
export function segmentBits({ positions, ends }: Signatures): Buffer {
  const row = rowBytes(chunksFor(ends.length));
  const bits = Buffer.alloc(signatureBits * row);
  let at = 0;
  for (let index = 0; index < ends.length; index += 1) {
    const byte = index >> 3;
    const bit = 1 << (index & 7);
    for (const end = ends[index]!; at < end; at += 1) bits[positions[at]! * row + byte]! |= bit;
  }
  return bits;
}

/** The slot of the contact at a place of a segment. */
export const slotAt = (chunks: readonly number[], index: number): number =>
  chunks[Math.floor(index / chunkSlots)]! * chunkSlots + (index % chunkSlots);

/** Who has, for each condition, all positions of one of its ways; the rows of the positions follow each other in `rows`. */
export function fulfilling(needs: Needs, chunks: number, rows: Buffer): Uint32Array {
  const length = rowBytes(chunks) / 4;
  // Words can only be read where memory is aligned to them.
  const words = new Uint32Array(rows.length / 4);
  Buffer.from(words.buffer).set(rows);
  let row = 0;
  const inAll = (count: number): Uint32Array => {
    const all = words.subarray(row * length, (row + 1) * length);
    for (let at = length; at < count * length; at += 1) all[at % length]! &= words[row * length + at]!;
    row += count;
    return all;
  };
  let result: Uint32Array | null = null;
  for (const ways of needs) {
    const [first, ...others] = ways.map((way) => inAll(way.length));
    for (const other of others) for (let at = 0; at < length; at += 1) first![at]! |= other[at]!;
    if (result === null) result = first!;
    else for (let at = 0; at < length; at += 1) result[at]! &= first![at]!;
  }
  return result ?? new Uint32Array(length).fill(0xffffffff);
}

export function countBits(words: Uint32Array): number {
  let count = 0;
  for (let word = 0; word < words.length; word += 1) count += bitsOf(words[word]!);
  return count;
}

/** Sums of two, four and eight bits beside each other (H. S. Warren, Hacker's Delight, 5-1). */
function bitsOf(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** The slots of a segment's bits. */
export function slotsOf(chunks: readonly number[], words: Uint32Array): number[] {
  const slots: number[] = [];
  for (let word = 0; word < words.length; word += 1) {
    for (let left = words[word]!; left !== 0; left &= left - 1)
      slots.push(slotAt(chunks, word * 32 + 31 - Math.clz32(left & -left)));
  }
  return slots;
}

/** About one in `step` slots of the bits of segments, spread over all of them. */
export function someSlotsOf(
  segments: readonly { readonly chunks: readonly number[]; readonly words: Uint32Array }[],
  step: number,
): number[] {
  const slots: number[] = [];
  let passed = 0;
  for (const { chunks, words } of segments) {
    for (let word = 0; word < words.length; word += 1) {
      const bits = words[word]!;
      passed += bitsOf(bits);
      if (bits === 0 || passed < step) continue;
      passed %= step;
      slots.push(slotAt(chunks, word * 32 + 31 - Math.clz32(bits & -bits)));
    }
  }
  return slots;
}

/** Some rows of several segments as the rows of one with all their chunks; `parts` in the order of the chunks. */
export function joinRows(parts: readonly { readonly chunks: number; readonly rows: Buffer }[]): Buffer {
  const chunks = parts.reduce((sum, part) => sum + part.chunks, 0);
  const row = rowBytes(chunks);
  const count = (parts[0]?.rows.length ?? 0) / rowBytes(parts[0]?.chunks ?? 1);
  const joined = Buffer.allocUnsafe(count * row);
  let column = 0;
  for (const part of parts) {
    const width = rowBytes(part.chunks);
    for (let index = 0; index < count; index += 1)
      part.rows.copy(joined, index * row + column, index * width, (index + 1) * width);
    column += width;
  }
  return joined;
}
