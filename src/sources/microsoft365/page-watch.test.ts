import { expect, test } from 'vitest';
import { newPageWatch, type PageWatch, watchPage } from './page-watch.ts';

/** How many pages are read before it is seen that they never end; `null`: they came to their end. */
function pagesUntilSeen(pages: Iterable<{ ids: string[]; nextLink: string | null }>): number | null {
  let watch: PageWatch | null = newPageWatch;
  let count = 0;
  for (const page of pages) {
    count += 1;
    watch = watchPage(watch, page);
    if (watch === null) return count;
  }
  return null;
}

function* circle(length: number, newLinks: boolean) {
  for (let n = 0; n < 100_000; n += 1) {
    const at = n % length;
    yield { ids: [`contact ${at}`], nextLink: `link ${newLinks ? n : at}` };
  }
}

test('a list of many different pages is no circle', () => {
  const pages = Array.from({ length: 15_000 }, (_, n) => ({ ids: [`${n}`], nextLink: `link ${n}` }));
  expect(pagesUntilSeen(pages)).toBeNull();
});

test.each([1, 2, 7, 100])('a circle of %i pages is seen, with the same links or new ones', (length) => {
  expect(pagesUntilSeen(circle(length, false))).toBeLessThanOrEqual(8 * length);
  expect(pagesUntilSeen(circle(length, true))).toBeLessThanOrEqual(8 * length);
});

test('a page that comes twice is a replay', () => {
  const twice = ['a', 'a', 'b', 'b', 'c'].map((id, n) => ({ ids: [id], nextLink: `link ${n}` }));
  expect(pagesUntilSeen(twice)).toBeNull();
});

test('empty pages lead on for long, not for ever', () => {
  const empty = (count: number) =>
    Array.from({ length: count }, (_, n) => ({ ids: [], nextLink: `link ${n}` }));
  expect(pagesUntilSeen(empty(999))).toBeNull();
  expect(pagesUntilSeen(empty(2_000))).toBe(1_001);
});
