import { expect, test } from 'vitest';
import { retryDelayMs } from './next-run.ts';

test('a source that cannot be reached is tried again after 1, 2, 5 and 15 minutes, then at its interval', () => {
  const waits = [1, 2, 3, 4, 5, 50].map((failures) => retryDelayMs('unreachable', failures));
  expect(waits).toEqual([60_000, 120_000, 300_000, 900_000, null, null]);
});

test('a source that asked for more time gets it', () => {
  expect(retryDelayMs('throttled', 1, 600_000)).toBe(600_000);
});

test.each(['permission-missing', 'credentials-refused'] as const)(
  '%s is looked into every fifteen minutes, so that what is mended elsewhere heals by itself',
  (code) => {
    expect([1, 9].map((failures) => retryDelayMs(code, failures))).toEqual([900_000, 900_000]);
  },
);

test('a certificate that is wrong waits for a person, or for the interval', () => {
  expect(retryDelayMs('certificate', 1)).toBeNull();
});
