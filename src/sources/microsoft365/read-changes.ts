import type { ReadRequest, SourceContact, SourceIssue, SourcePage } from '../source.ts';
import { type Collection, collectionsOf } from './collection.ts';
import { type AtRest, type Feed, type Feeds, readCursor, selectionOf } from './cursor.ts';
import { cursorExpired } from './cursor-expired.ts';
import { afterOneRun } from './feed-trust.ts';
import { fetchChanged, toFetch } from './fetch-changed.ts';
import { requestsFor } from './fetch-items.ts';
import type { Graph } from './graph-request.ts';
import { readRound } from './read-round.ts';
import { remarkOn } from './remark.ts';
import type { Microsoft365Settings } from './settings.ts';
import { sortItems } from './sort-items.ts';

/** Microsoft forgets a link of directory objects after seven days. */
const longestLinkMs = 6.5 * 24 * 3_600_000;
/** So many requests are always worth more than the list, where the feed is to be trusted: they tell what changed. */
const fewRequests = 3;
/** Each counts for Microsoft's quota, which is 3,500 in ten seconds for the smallest company. */
const mostContacts = 1_000;

/**
 * All changes since the last run, as one page: it is stored together with the link that leads on. The feed promises no
 * complete items, and may leave out numbers altogether, so what it names is fetched, unless the list costs fewer requests.
 */
export async function readChanges(
  graph: Graph,
  request: ReadRequest<Microsoft365Settings>,
): Promise<SourcePage> {
  const rest = atRest(graph, request);
  const feeds: Feeds = {};
  const contacts: SourceContact[] = [];
  const issues: SourceIssue[] = [];
  const keep: string[] = [];
  const removed: string[] = [];
  const budget = rest.numbers ? Math.max(fewRequests, rest.listPages) : rest.listPages - 1;
  let requests = 0;
  let fetching = 0;
  for (const collection of collectionsOf(graph.settings)) {
    const now = graph.io.now();
    const round = await readRound(graph, collection, feedOf(rest, collection, now));
    const wanted = toFetch(collection, round);
    requests += requestsFor(wanted.size) + (rest.numbers ? 0 : round.pages);
    fetching += wanted.size;
    if (requests > budget || fetching > mostContacts)
      throw cursorExpired('More has changed than is worth fetching contact by contact');
    const fetched = await fetchChanged(graph, collection, round, wanted);
    const read = sortItems(collection, fetched.items, graph.settings);
    contacts.push(...read.contacts);
    issues.push(...read.issues);
    keep.push(...read.keep);
    removed.push(...read.leftOut, ...fetched.gone.map((id) => collection.prefix + id));
    feeds[collection.name] = { link: round.deltaLink, obtainedAt: now.getTime() };
  }
  const trust = rest.numbers ? rest.trust : afterOneRun(rest.trust);
  const why = rest.numbers ? null : 'without-numbers';
  return {
    contacts,
    removed,
    issues,
    keep,
    cursor: { ...rest, feeds, trust },
    pass: 1,
    done: {
      sweepUnseenSincePass: null,
      nextRunFull: why !== null && trust.left === 0,
      remark: remarkOn({ why, trust }, 1, true),
    },
  };
}

function atRest(graph: Graph, request: ReadRequest<Microsoft365Settings>): AtRest {
  const cursor = readCursor(request.cursor);
  if (cursor === null || cursor.step !== 'rest' || cursor.select !== selectionOf(graph.settings)) {
    throw cursorExpired('What is read of each contact is not what it was');
  }
  if (!cursor.numbers && cursor.trust.left === 0)
    throw cursorExpired('It is time to compare with what Microsoft lists');
  return cursor;
}

function feedOf(rest: AtRest, collection: Collection, now: Date): Feed {
  const feed = rest.feeds?.[collection.name];
  if (!feed) throw cursorExpired("Microsoft's change feed is not in use");
  if (now.getTime() - feed.obtainedAt > longestLinkMs)
    throw cursorExpired("Microsoft's change feed is too old");
  return feed;
}
