// Folded texts as UTF-8 bytes. A part of a text is a part of its bytes too, so comparing needs no strings.

/** Whether `part` stands at a place of a text that ends at `end`. */
export function standsAt(bytes: Uint8Array, at: number, end: number, part: Uint8Array): boolean {
  const { length } = part;
  if (at + length > end) return false;
  for (let index = 0; index < length; index += 1) if (bytes[at + index] !== part[index]) return false;
  return true;
}

/** The first place of `part` from `from` on; -1 when it is not there. An empty part stands everywhere. */
export function findPart(bytes: Uint8Array, from: number, end: number, part: Uint8Array): number {
  const last = end - part.length;
  if (part.length === 0) return from <= last ? from : -1;
  const first = part[0]!;
  for (let at = from; at <= last; at += 1) {
    if (bytes[at] === first && standsAt(bytes, at, end, part)) return at;
  }
  return -1;
}

/** Below 0 when a text comes before another in the order of code points, above when after. */
export function compareTexts(bytes: Uint8Array, start: number, end: number, other: Uint8Array): number {
  const length = Math.min(end - start, other.length);
  for (let at = 0; at < length; at += 1) {
    const difference = bytes[start + at]! - other[at]!;
    if (difference !== 0) return difference;
  }
  return end - start - other.length;
}
