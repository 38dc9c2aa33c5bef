import { isTrustedLink } from '../http/trusted-link.ts';
import { type Collection, itemId } from './collection.ts';
import type { Feed } from './cursor.ts';
import { cursorExpired } from './cursor-expired.ts';
import { GraphRefusal } from './graph-failure.ts';
import type { Graph } from './graph-request.ts';
import { newPageWatch, watchPage } from './page-watch.ts';
import { type ItemsPage, readChangesPage } from './read-items.ts';

/** All that a change feed said since the last run, each id once. */
export interface Round {
  /** The last item of each id that is there. */
  readonly changed: ReadonlyMap<string, unknown>;
  readonly removed: ReadonlySet<string>;
  /** Both removed and there, in one round: only asking tells. */
  readonly disputed: ReadonlySet<string>;
  readonly deltaLink: string;
  /** How many requests it took. */
  readonly pages: number;
}

/** More than this is quicker read as a list. */
const mostItems = 50_000;

/**
 * Reads a round to its end before anything of it is used: in one round an item can come several times, in any order. A
 * page's link lives for minutes, so a round that breaks off is begun again from the last run's link, once.
 */
export async function readRound(graph: Graph, collection: Collection, feed: Feed): Promise<Round> {
  // The token goes where the link leads, and the link may be older than the settings (SWITCHBOOK_GRAPH_URL).
  if (!isTrustedLink(feed.link, graph.roots.graph)) throw cursorExpired('Microsoft Graph is asked elsewhere');
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await follow(graph, collection, feed.link);
    } catch (error) {
      if (!(error instanceof GraphRefusal)) throw error;
      if (attempt === 2) throw cursorExpired("Microsoft's change feed broke off");
    }
  }
}

async function follow(graph: Graph, collection: Collection, start: string): Promise<Round> {
  const changed = new Map<string, unknown>();
  const removed = new Set<string>();
  const disputed = new Set<string>();
  let watch = newPageWatch;
  for (let next = start; ; ) {
    const page: ItemsPage = await readPage(graph, collection, next, start);
    for (const item of page.items) {
      const id = itemId(item);
      if (id === null) throw cursorExpired("Microsoft's change feed named a contact without its id");
      if (isRemoval(item)) {
        if (changed.has(id)) disputed.add(id);
        removed.add(id);
      } else {
        if (removed.has(id)) disputed.add(id);
        changed.set(id, item);
      }
    }
    if (page.deltaLink !== null)
      return { changed, removed, disputed, deltaLink: page.deltaLink, pages: watch.pages + 1 };
    const watched = watchPage(watch, {
      ids: page.items.map((item) => itemId(item) ?? ''),
      nextLink: page.nextLink,
    });
    if (watched === null || page.nextLink === null)
      throw cursorExpired("Microsoft's change feed does not end");
    if (changed.size + removed.size > mostItems) throw cursorExpired('A great deal has changed');
    watch = watched;
    next = page.nextLink;
  }
}

async function readPage(
  graph: Graph,
  { permission }: Collection,
  url: string,
  start: string,
): Promise<ItemsPage> {
  try {
    return await readChangesPage(graph, url, { permission });
  } catch (error) {
    // 410, 400 or another 4xx: this link has had its day (seven of them). Trying it again leads nowhere.
    if (error instanceof GraphRefusal && url === start)
      throw cursorExpired("Microsoft's change feed has expired");
    throw error;
  }
}

/** Any reason, known or not, means that it is not in the directory any more. */
const isRemoval = (item: unknown): boolean => typeof item === 'object' && item !== null && '@removed' in item;
