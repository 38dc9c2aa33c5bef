import type { Collection } from './collection.ts';
import { cursorExpired } from './cursor-expired.ts';
import { fetchItems } from './fetch-items.ts';
import type { Graph } from './graph-request.ts';
import { hasNumber } from './has-number.ts';
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
 * complete only when every property stands in it. A contact without a number is asked for as well: an empty list may be the
 * feed's way to leave numbers out, and believing it would take them from the directory.
 */
export function toFetch(collection: Collection, { changed, disputed }: Round): ReadonlySet<string> {
  const incomplete = [...changed].filter(([, item]) => !isComplete(collection, item));
  return new Set([...incomplete.map(([id]) => id), ...disputed]);
}

const isComplete = ({ name, properties }: Collection, item: unknown): boolean =>
  properties.every((property) => has(item, property)) && (name !== 'contacts' || hasNumber(item));

export async function fetchChanged(
  graph: Graph,
  collection: Collection,
  round: Round,
  wanted: ReadonlySet<string>,
): Promise<FetchedChanges> {
  const items = [...round.changed].filter(([id]) => !wanted.has(id)).map(([, item]) => item);
  const gone = [...round.removed].filter((id) => !round.disputed.has(id));
  const found = new Map(await fetchItems(graph, collection, [...wanted]));
  const missing = [...found].filter(([id, item]) => item === null && !round.disputed.has(id));
  const again = await fetchAgain(
    graph,
    collection,
    missing.map(([id]) => id),
  );
  for (const [id, item] of [...found, ...again]) {
    if (item !== null) items.push(item);
    else if (round.disputed.has(id)) gone.push(id);
  }
  return { items, gone };
}

/**
 * Not found is gone when the feed says so too. Else it may be gone since, or not there yet in all of Microsoft's places: a
 * moment later it is, or only the list can tell.
 */
async function fetchAgain(
  graph: Graph,
  collection: Collection,
  ids: readonly string[],
): Promise<ReadonlyMap<string, unknown>> {
  if (ids.length === 0) return new Map();
  await graph.io.sleep(placesAgreeMs);
  const found = await fetchItems(graph, collection, ids);
  if ([...found.values()].includes(null))
    throw cursorExpired('Microsoft names a contact that it does not find');
  return found;
}

const has = (item: unknown, name: string): boolean =>
  typeof item === 'object' && item !== null && Object.hasOwn(item, name);
