import { SourceFailure } from '../source.ts';
import { type Collection, itemId, selectOf } from './collection.ts';
import type { Feed, Feeds } from './cursor.ts';
import { GraphRefusal } from './graph-failure.ts';
import type { Graph } from './graph-request.ts';
import { newPageWatch, watchPage } from './page-watch.ts';
import { type ItemsPage, readChangesPage } from './read-items.ts';

/** Without its feed a source still works: it is not worth many attempts. */
const attempts = 3;
/** Pages of a whole first round, where "from now on" is not understood; a larger company compares lists instead. */
const mostPages = 1_000;

/**
 * Where the change feeds stand now, before the list is read: what changes while it is read comes again with the next run.
 * `null` when one of them is not to be had; Microsoft's change feed for contacts has been out of order for weeks.
 */
export async function openFeeds(graph: Graph, wanted: readonly Collection[]): Promise<Feeds | null> {
  const opened: Feeds = {};
  for (const collection of wanted) {
    const feed = await openFeed(graph, collection);
    if (feed === null) return null;
    opened[collection.name] = feed;
  }
  return opened;
}

async function openFeed(graph: Graph, collection: Collection): Promise<Feed | null> {
  const obtainedAt = graph.io.now().getTime();
  const first = feedUrl(graph, collection);
  const link =
    (await tolerate(graph, () => drain(graph, collection, `${first}&$deltatoken=latest`))) ??
    (await tolerate(graph, () => drain(graph, collection, first)));
  return link === null ? null : { link, obtainedAt };
}

export const feedUrl = ({ roots }: Graph, collection: Collection): string =>
  `${roots.graph}${collection.path}/delta?$select=${selectOf(collection)}`;

export const readFeedPage = (graph: Graph, { permission }: Collection, url: string): Promise<ItemsPage> =>
  readChangesPage(graph, url, { permission, attempts });

/** Reads a round to its end for its link alone; `null` when that never comes. */
async function drain(graph: Graph, collection: Collection, url: string): Promise<string | null> {
  let next: string | null = url;
  let watch = newPageWatch;
  for (let pages = 0; next !== null && pages < mostPages; pages += 1) {
    const page: ItemsPage = await readFeedPage(graph, collection, next);
    if (page.deltaLink !== null) return page.deltaLink;
    const ids = page.items.flatMap((item) => itemId(item) ?? []);
    const watched = watchPage(watch, { ids, nextLink: page.nextLink });
    if (watched === null) return null;
    watch = watched;
    next = page.nextLink;
  }
  return null;
}

/** What the feed cannot do is no failure; what would fail the list as well is. */
export async function tolerate<T>(graph: Graph, ask: () => Promise<T>): Promise<T | null> {
  try {
    return await ask();
  } catch (error) {
    graph.io.signal.throwIfAborted();
    if (error instanceof GraphRefusal) return null;
    const mayBeTheFeedAlone =
      error instanceof SourceFailure &&
      ['malformed', 'unreachable', 'permission-missing', 'cursor-expired'].includes(error.code);
    if (mayBeTheFeedAlone) return null;
    throw error;
  }
}
