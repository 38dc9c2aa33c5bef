import type { SourcePage } from '../source.ts';
import { collections, collectionsOf } from './collection.ts';
import { countItems } from './count-items.ts';
import type { AtRest, InList, WhyNoFeed } from './cursor.ts';
import type { Graph } from './graph-request.ts';
import { nextPass } from './list-state.ts';
import { remarkOn } from './remark.ts';
import { tryFeed } from './try-feed.ts';

const mostPasses = 2;

/**
 * After the last page: looks whether the list left anybody out (it is no snapshot; what moves while it is read can be
 * missed), then tries the change feed and ends the run. What two readings of the list have missed is gone.
 */
export async function endList(graph: Graph, state: InList, known = { checked: false }): Promise<SourcePage> {
  const wantsAnother =
    !known.checked && state.pass - state.restarts < mostPasses && (await misses(graph, state));
  if (wantsAnother) return { ...empty, cursor: nextPass(state), pass: state.pass };
  const why = await whyNoFeed(graph, state);
  const rest: AtRest = {
    step: 'rest',
    select: state.select,
    feeds: why === null ? state.feeds : null,
    listPages: state.pages,
  };
  return {
    ...empty,
    cursor: rest,
    pass: state.pass,
    done: {
      sweepUnseenSincePass: 1,
      nextRunFull: why !== null,
      remark: remarkOn(why, state.contacts, graph.settings.includeUsers),
    },
  };
}

const empty = { contacts: [], removed: [], issues: [] } as const;

async function misses(graph: Graph, state: InList): Promise<boolean> {
  let expected = 0;
  for (const collection of collectionsOf(graph.settings)) {
    const count = await countItems(graph, collection);
    if (count === null) return false;
    expected += count;
  }
  return expected > state.items - state.repeated;
}

async function whyNoFeed(graph: Graph, state: InList): Promise<WhyNoFeed | null> {
  if (state.feeds === null) return 'unavailable';
  return tryFeed(graph, collections.contacts, state.numbered);
}
