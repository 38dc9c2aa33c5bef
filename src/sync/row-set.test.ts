import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRowSet, packRows, unpackRows } from './row-set.ts';

const rowNo = fc.integer({ min: 0, max: 3_000_000 });

test('packed row numbers come back in order, each once', () => {
  fc.assert(
    fc.property(fc.array(rowNo), (rows) => {
      expect(unpackRows(packRows(rows))).toEqual([...new Set(rows)].sort((a, b) => a - b));
    }),
  );
});

test('a thousand neighbours take a byte each', () => {
  expect(packRows(Array.from({ length: 1000 }, (_, index) => 500_000 + index)).length).toBeLessThan(1010);
});

test('a set of rows holds what was added, and its bits stand where PostgreSQL looks for them', () => {
  const set = createRowSet();
  set.add(3);
  set.add(100_000);
  const other = createRowSet();
  other.add(9);
  set.addAll(other);
  expect([3, 9, 100_000].every((row) => set.has(row))).toBe(true);
  expect([0, 4, 99_999, 5_000_000].some((row) => set.has(row))).toBe(false);
  expect(set.bytes(0)[0]).toBe(0b1000);
  expect(set.bytes(2_000_000).length).toBeGreaterThanOrEqual(250_000);
});
