import type { SourcePage } from '../source.ts';
import { collections } from './collection.ts';
import type { AtRest, InList, WhyNoFeed } from './cursor.ts';
import type { Graph } from './graph-request.ts';
import { isQuiet } from './is-quiet.ts';
import { nextPass } from './list-state.ts';
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

async function whyNoFeed(graph: Graph, state: InList): Promise<WhyNoFeed | null> {
  if (state.feeds === null) return 'unavailable';
  return tryFeed(graph, collections.contacts, state.numbered);
}
