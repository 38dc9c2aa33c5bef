import { expect, test } from 'vitest';
import { mustHold } from './mass-delete-guard.ts';

test.each([
  [0, 0, false],
  [0, 1000, false],
  [1, 0, false],
  [100, 0, false],
  [25, 100, false],
  [26, 100, true],
  [25, 25, true],
  [1, 1, true],
  [3, 4, false],
  [200, 1000, false],
  [201, 1000, true],
  [200_000, 1_000_000, false],
  [200_001, 1_000_000, true],
  [5, 5, true],
])('%i removals of %i contacts: held %s', (removals, before, held) => {
  expect(mustHold(removals, before)).toBe(held);
});
