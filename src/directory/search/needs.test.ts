import { expect, test } from 'vitest';
import { type Needs, shortened } from './needs.ts';
import { fulfilling, slotsOf } from './segment-bits.ts';

test.each<[string, Needs, Needs]>([
  ['nothing', [], []],
  ['conditions with one way are one', [[[1, 2]], [[2, 3]]], [[[1, 2, 3]]]],
  ['eight positions are enough', [[[1, 2, 3, 4, 5]], [[6, 7, 8, 9]]], [[[1, 2, 3, 4, 5, 6, 7, 8]]]],
  ['three of each of several ways', [[[1, 2, 3, 4], [5]], [[6]]], [[[6]], [[1, 2, 3], [5]]]],
  ['a way without positions says nothing', [[[1], []], [[2]]], [[[2]]]],
])('%s', (_name, needs, expected) => {
  expect(shortened(needs)).toEqual(expected);
});

test('who fulfils every condition in one of its ways', () => {
  // A chunk has 16 bytes; the contacts 0 to 7 are the bits of the first.
  const row = (bits: number) => Buffer.from([bits, ...Buffer.alloc(15)]);
  const rows = [0b1111_0000, 0b1100_1100, 0b0000_0011, 0b1010_1010].map(row);
  // (1 and 2, or 3) and 4
  const words = fulfilling([[[1, 2], [3]], [[4]]], 1, Buffer.concat(rows));
  expect(slotsOf([0], words)).toEqual([1, 7]);
});
