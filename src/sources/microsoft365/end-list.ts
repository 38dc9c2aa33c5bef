import type { SourcePage } from '../source.ts';
import { collections, collectionsOf } from './collection.ts';
import type { AtRest, InList, WhyNoFeed } from './cursor.ts';
import { type FeedTrust, noTrust, weighFeed } from './feed-trust.ts';
import { worthFollowing } from './fetch-items.ts';
import type { Graph } from './graph-request.ts';
import { isQuiet } from './is-quiet.ts';
import { nextPass } from './list-state.ts';
import { tolerate } from './open-feed.ts';
import { readRound } from './read-round.ts';
import { remarkOn } from './remark.ts';
import { tryFeed } from './try-feed.ts';

const mostPasses = 2;

/**
 * After the last page: reads the list once more when the first reading may have passed somebody over, then tries the
 * change feed and ends the run. What every reading of the run has missed is gone.
 */
export async function endList(
  graph: Graph,
  state: InList,
  { isSnapshot }: { readonly isSnapshot: boolean },
): Promise<SourcePage> {
  const complete = state.pass - state.restarts;
  const enough = isSnapshot || complete >= mostPasses || (await isQuiet(graph, state));
  if (!enough) return { ...empty, cursor: nextPass(state), pass: state.pass };
  const why = await whyNoFeed(graph, state);
  const mayName = why === 'without-numbers' && worthFollowing(state.pages);
  const trust = mayName ? await trustNow(graph, state) : noTrust;
  const rest: AtRest = {
    step: 'rest',
    select: state.select,
    feeds: why === null || mayName ? state.feeds : null,
    listPages: state.pages,
    numbers: why === null,
    trust,
  };
  return {
    ...empty,
    cursor: rest,
    pass: state.pass,
    done: {
      sweepUnseenSincePass: 1,
      nextRunFull: why !== null && trust.left === 0,
      remark: remarkOn({ why, trust }, state.contacts, graph.settings.includeUsers),
    },
  };
}

/** Holds what the list had changed against what the feed has named since the last run. Asked after the list: the feed knows as much. */
async function trustNow(graph: Graph, { before, changed }: InList): Promise<FeedTrust> {
  if (before === null) return noTrust;
  let named = 0;
  for (const collection of collectionsOf(graph.settings)) {
    const feed = before.feeds[collection.name];
    const round = feed ? await tolerate(graph, () => readRound(graph, collection, feed)) : null;
    if (round === null) return noTrust;
    named += round.changed.size;
  }
  return weighFeed(before.trust, changed, named);
}

const empty = { contacts: [], removed: [], issues: [] } as const;

async function whyNoFeed(graph: Graph, state: InList): Promise<WhyNoFeed | null> {
  if (state.feeds === null) return 'unavailable';
  return tryFeed(graph, collections.contacts, state.numbered);
}
