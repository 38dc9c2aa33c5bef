import { z } from 'zod';
import { type Collection, selectOf } from './collection.ts';
import { cursorExpired } from './cursor-expired.ts';
import { GraphRefusal } from './graph-failure.ts';
import { type Graph, graphJson } from './graph-request.ts';
import type { Round } from './read-round.ts';

export interface FetchedChanges {
  /** Complete items, as Microsoft has them now. */
  readonly items: readonly unknown[];
  /** Microsoft's ids of what is gone. */
  readonly gone: readonly string[];
}

const placesAgreeMs = 5_000;

/**
 * The ids that have to be asked for. A feed's item says at least what changed, and leaves out what was never set: it is
 * complete only when every property stands in it.
 */
export function toFetch({ properties }: Collection, { changed, disputed }: Round): ReadonlySet<string> {
  const incomplete = [...changed].filter(([, item]) => !properties.every((name) => has(item, name)));
  return new Set([...incomplete.map(([id]) => id), ...disputed]);
}

export async function fetchChanged(
  graph: Graph,
  collection: Collection,
  round: Round,
  wanted: ReadonlySet<string>,
): Promise<FetchedChanges> {
  const items = [...round.changed].filter(([id]) => !wanted.has(id)).map(([, item]) => item);
  const gone = [...round.removed].filter((id) => !round.disputed.has(id));
  for (const id of wanted) {
    const item = (await fetchItem(graph, collection, id)) ?? (await fetchAgain(graph, collection, id, round));
    if (item === null) gone.push(id);
    else items.push(item);
  }
  return { items, gone };
}

/**
 * Not found is gone when the feed says so too. Else it may be gone since, or not there yet in all of Microsoft's places: a
 * moment later it is, or only the list can tell.
 */
async function fetchAgain(graph: Graph, collection: Collection, id: string, round: Round): Promise<unknown> {
  if (round.disputed.has(id)) return null;
  await graph.io.sleep(placesAgreeMs);
  const item = await fetchItem(graph, collection, id);
  if (item === null) throw cursorExpired('Microsoft names a contact that it does not find');
  return item;
}

const object = z.looseObject({ id: z.string() });

/** `null`: Microsoft does not know it (any more). */
async function fetchItem(graph: Graph, collection: Collection, id: string): Promise<unknown> {
  const { roots } = graph;
  const url = `${roots.graph}${collection.path}/${encodeURIComponent(id)}?$select=${selectOf(collection)}`;
  try {
    return await graphJson(graph, url, object, { permission: collection.permission });
  } catch (error) {
    if (error instanceof GraphRefusal && error.status === 404) return null;
    throw error;
  }
}

const has = (item: unknown, name: string): boolean =>
  typeof item === 'object' && item !== null && Object.hasOwn(item, name);
