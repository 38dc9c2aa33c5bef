import { type Collection, itemId } from './collection.ts';
import type { WhyNoFeed } from './cursor.ts';
import type { Graph } from './graph-request.ts';
import { hasNumber } from './has-number.ts';
import { feedUrl, readFeedPage, tolerate } from './open-feed.ts';

// Microsoft's change feed for contacts has been reported to leave out phone numbers, and only the tenant itself can tell.
// So it is tried with contacts of which the list has shown that they have numbers.

const mostPages = 20;

/** `null`: the feed carries numbers. `numbered`: ids of some contacts that have one. */
export async function tryFeed(
  graph: Graph,
  collection: Collection,
  numbered: readonly string[],
): Promise<WhyNoFeed | null> {
  if (numbered.length === 0) return 'not-shown';
  const first = feedUrl(graph, collection);
  const plain = await look(graph, collection, first, numbered, 1);
  if (plain !== 'not-found') return plain === 'carried' ? null : 'without-numbers';
  // Not among the first page's: ask for them by their ids. Empty pages are usual in such a round.
  const filter = numbered.map((id) => `id eq '${id.replaceAll("'", "''")}'`).join(' or ');
  const asked = await tolerate(graph, () =>
    look(graph, collection, `${first}&$filter=${encodeURIComponent(filter)}`, numbered, mostPages),
  );
  if (asked === 'carried') return null;
  return asked === 'left-out' ? 'without-numbers' : 'not-shown';
}

type Found = 'carried' | 'left-out' | 'not-found';

async function look(
  graph: Graph,
  collection: Collection,
  url: string,
  numbered: readonly string[],
  pages: number,
): Promise<Found> {
  const known = new Set(numbered);
  let found: Found = 'not-found';
  let next: string | null = url;
  for (let page = 0; next !== null && page < pages; page += 1) {
    const from: string = next;
    const read = await tolerate(graph, () => readFeedPage(graph, collection, from));
    if (read === null) return found;
    if (read.items.some(hasNumber)) return 'carried';
    if (read.items.some((item) => known.has(itemId(item) ?? ''))) found = 'left-out';
    next = read.nextLink;
  }
  return found;
}
