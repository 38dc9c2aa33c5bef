import { hash } from 'node:crypto';
import { z } from 'zod';

// A service may page for ever: the same page again and again, pages in a circle, empty ones that promise more, or ever
// new ones. A mark is set at every page whose number is a power of two and held against the pages after it (Brent's way
// to find a circle), so that a few numbers in the cursor are enough however long the list is.

export const pageWatch = z.object({
  pages: z.number(),
  rows: z.number(),
  empty: z.number(),
  meetings: z.number(),
  mark: z.string(),
});
export type PageWatch = z.output<typeof pageWatch>;

export const newPageWatch: PageWatch = { pages: 0, rows: 0, empty: 0, meetings: 0, mark: '' };

const mostPages = 50_000;
const mostRows = 3_000_000;
const mostEmptyPages = 20;
/** One page that comes twice may be rows that moved; a circle meets its mark again and again. */
const mostMeetings = 3;

/** What is held against other pages: how many rows, and a hash of their ids. */
export const pageOutline = z.object({ rows: z.number(), items: z.string() });
export type PageOutline = z.output<typeof pageOutline>;

export const outlineOf = (ids: readonly string[]): PageOutline => ({
  rows: ids.length,
  items: ids.length === 0 ? '' : hash('sha256', JSON.stringify(ids), 'base64url').slice(0, 22),
});

/** Takes note of a page that promises more. Text: why this reading will never end, after "The service at …". */
export function watchPage(watch: PageWatch, { rows, items }: PageOutline): PageWatch | string {
  const pages = watch.pages + 1;
  const next: PageWatch = {
    pages,
    rows: watch.rows + rows,
    empty: items === '' ? watch.empty + 1 : 0,
    meetings: watch.meetings + (items !== '' && items === watch.mark ? 1 : 0),
    mark: Number.isInteger(Math.log2(pages)) ? items : watch.mark,
  };
  if (next.meetings >= mostMeetings)
    return 'gives the same pages again and again and always says that more follow.';
  if (next.empty >= mostEmptyPages) return 'gives empty pages and always says that more follow.';
  if (next.pages >= mostPages || next.rows >= mostRows)
    return `always says that more follow: ${next.rows} contacts in ${next.pages} pages so far, more than a directory can be.`;
  return next;
}
