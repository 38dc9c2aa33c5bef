/** Where a key leads in a list of `length` rows; null for a key that leads nowhere. */
export function moveInList(key: string, from: number, length: number, rowsInView: number): number | null {
  if (length === 0) return null;
  const moved = moves[key]?.(from, length, Math.max(1, rowsInView));
  return moved === undefined ? null : Math.min(length - 1, Math.max(0, moved));
}

const moves: Readonly<Record<string, (from: number, length: number, page: number) => number>> = {
  ArrowDown: (from) => from + 1,
  ArrowUp: (from) => from - 1,
  PageDown: (from, _length, page) => from + page,
  PageUp: (from, _length, page) => from - page,
  Home: () => 0,
  End: (_from, length) => length - 1,
};
