import { expect, test } from 'vitest';
import { afterOneRun, noTrust, weighFeed } from './feed-trust.ts';

test('a feed that names what changed is trusted for one run, then two, then four, and never for ever', () => {
  let trust = noTrust;
  const grown = Array.from({ length: 9 }, () => {
    trust = weighFeed(trust, 3, 3);
    return trust.left;
  });
  expect(grown).toEqual([1, 2, 4, 8, 16, 32, 64, 64, 64]);
  expect(afterOneRun(afterOneRun({ ...trust, left: 1 })).left).toBe(0);
});

test('a feed that missed a change is not trusted, until a comparison shows better', () => {
  const missed = weighFeed({ runs: 16, left: 0, missed: false }, 3, 2);
  expect(missed).toEqual({ runs: 0, left: 0, missed: true });
  expect(weighFeed(missed, 0, 0)).toEqual(missed);
  expect(weighFeed(missed, 1, 1)).toEqual({ runs: 1, left: 1, missed: false });
});

test('a comparison in which nothing changed proves nothing', () => {
  expect(weighFeed(noTrust, 0, 5)).toEqual(noTrust);
  expect(weighFeed({ runs: 4, left: 0, missed: false }, 0, 0)).toEqual({ runs: 4, left: 4, missed: false });
});

test('a feed that could not be asked is not trusted', () => {
  expect(weighFeed({ runs: 16, left: 2, missed: false }, 1, null)).toEqual(noTrust);
});
