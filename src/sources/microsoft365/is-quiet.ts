import { collectionsOf } from './collection.ts';
import { countItems } from './count-items.ts';
import type { InList } from './cursor.ts';
import type { Graph } from './graph-request.ts';
import { tolerate } from './open-feed.ts';
import { readRound } from './read-round.ts';

/**
 * Whether one reading of the list is enough to say who is missing. A list of many pages is no snapshot: what goes while
 * it is read can move the rest, and somebody is passed over. So the change feed is asked whether anything moved since
 * before the list (it tells that much even where it leaves numbers out), and Microsoft's own count whether all came.
 */
export async function isQuiet(graph: Graph, state: InList): Promise<boolean> {
  for (const collection of collectionsOf(graph.settings)) {
    const feed = state.feeds?.[collection.name];
    if (!feed) return false;
    const round = await tolerate(graph, () => readRound(graph, collection, feed));
    if (round === null || round.changed.size + round.removed.size > 0) return false;
  }
  return (await expected(graph)) <= state.items - state.repeated;
}

async function expected(graph: Graph): Promise<number> {
  let sum = 0;
  for (const collection of collectionsOf(graph.settings)) sum += (await countItems(graph, collection)) ?? 0;
  return sum;
}
