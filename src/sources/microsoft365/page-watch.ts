import { createHash } from 'node:crypto';
import { z } from 'zod';

// Microsoft has been seen to page for ever: with the same link, or with another link each time and the same contacts.
// A mark is set at every page whose number is a power of two and held against the pages after it (Brent's way to find a
// circle), so that a few numbers in the cursor are enough, however long the list is.

export const pageWatch = z.object({
  pages: z.number(),
  empty: z.number(),
  meetings: z.number(),
  mark: z.object({ link: z.string(), items: z.string() }),
});
export type PageWatch = z.output<typeof pageWatch>;

export const newPageWatch: PageWatch = { pages: 0, empty: 0, meetings: 0, mark: { link: '', items: '' } };

const mostPages = 20_000;
const mostEmptyPages = 1_000;
/** One page that comes twice may be a replay; a circle meets its mark again and again. */
const mostMeetings = 3;

/** Takes note of a page; `null` when this reading will never end. */
export function watchPage(
  watch: PageWatch,
  page: { readonly ids: readonly string[]; readonly nextLink: string | null },
): PageWatch | null {
  const items = page.ids.length === 0 ? '' : digest(page.ids.join('\n'));
  const link = page.nextLink === null ? '' : digest(page.nextLink);
  const { mark } = watch;
  const met = (items !== '' && items === mark.items) || (link !== '' && link === mark.link);
  const pages = watch.pages + 1;
  const next = {
    pages,
    empty: page.ids.length === 0 ? watch.empty + 1 : 0,
    meetings: watch.meetings + (met ? 1 : 0),
    mark: Number.isInteger(Math.log2(pages)) ? { link, items } : mark,
  };
  const endless = next.pages > mostPages || next.empty > mostEmptyPages || next.meetings >= mostMeetings;
  return endless ? null : next;
}

const digest = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 22);
