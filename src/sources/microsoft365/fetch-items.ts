import { z } from 'zod';
import type { Answer } from '../http/exchange.ts';
import { PassingFault } from '../http/with-retries.ts';
import { SourceFailure } from '../source.ts';
import { patiently, usualAttempts } from './ask-microsoft.ts';
import { type Collection, itemId, selectOf } from './collection.ts';
import { cursorExpired } from './cursor-expired.ts';
import { GraphRefusal, readGraphError } from './graph-failure.ts';
import { type Graph, graphJson, judgeAnswer } from './graph-request.ts';
import { parseJson } from './parse-json.ts';

// Contacts by their ids, as Microsoft has them now. Graph answers up to twenty requests in one ($batch). Each of them
// still counts for the quota, and each can be throttled alone: those are asked for again, the others are not.

const batchSize = 20;

/** How many requests it takes to fetch so many. */
export const requestsFor = (count: number): number => Math.ceil(count / batchSize);

/** Whether a list of so many pages costs more than the smallest that following the feed does: a round and a batch. */
export const worthFollowing = (listPages: number): boolean => listPages > 2;

/** By id; `null`: Microsoft does not know it (any more). */
export async function fetchItems(
  graph: Graph,
  collection: Collection,
  ids: readonly string[],
): Promise<ReadonlyMap<string, unknown>> {
  const found = new Map<string, unknown>();
  for (let from = 0; from < ids.length; from += batchSize) {
    const group = ids.slice(from, from + batchSize);
    const [only] = group;
    if (group.length === 1 && only !== undefined) found.set(only, await fetchItem(graph, collection, only));
    else await fetchGroup(graph, collection, group, found);
  }
  return found;
}

const object = z.looseObject({ id: z.string() });

async function fetchItem(graph: Graph, collection: Collection, id: string): Promise<unknown> {
  const url = graph.roots.graph + pathOf(collection, id);
  try {
    return await graphJson(graph, url, object, { permission: collection.permission });
  } catch (error) {
    if (error instanceof GraphRefusal && error.status === 404) return null;
    throw error;
  }
}

const pathOf = (collection: Collection, id: string): string =>
  `${collection.path}/${encodeURIComponent(id)}?$select=${selectOf(collection)}`;

async function fetchGroup(
  graph: Graph,
  collection: Collection,
  group: readonly string[],
  found: Map<string, unknown>,
): Promise<void> {
  await patiently(graph.io, usualAttempts, async () => {
    const left = group.filter((id) => !found.has(id));
    const answers = await askTogether(graph, collection, left);
    const faults: PassingFault[] = [];
    for (const id of left) {
      const read = await readAnswer(graph, collection, id, answers.get(id));
      if (read instanceof PassingFault) faults.push(read);
      else found.set(id, read);
    }
    const [first] = faults;
    if (first === undefined) return;
    // Together again, so never before the last of them may be asked for.
    const waits = faults.flatMap(({ retryAfterMs }) => retryAfterMs ?? []);
    throw new PassingFault(first.failure, waits.length > 0 ? Math.max(...waits) : null);
  });
}

const batchAnswer = z.object({
  responses: z.array(
    z.object({
      id: z.string(),
      status: z.number(),
      headers: z.record(z.string(), z.string()).nullish().catch(null),
      body: z.unknown(),
    }),
  ),
});

async function askTogether(
  graph: Graph,
  collection: Collection,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Answer>> {
  const requests = ids.map((id, n) => ({ id: String(n), method: 'GET', url: pathOf(collection, id) }));
  try {
    const { responses } = await graphJson(graph, `${graph.roots.graph}/$batch`, batchAnswer, {
      permission: collection.permission,
      body: JSON.stringify({ requests }),
    });
    // In any order: they are told apart by the number that each request was given.
    return new Map(
      responses.flatMap(({ id, status, headers, body }) => {
        const asked = ids[Number(id)];
        return asked === undefined ? [] : [[asked, answerOf(status, headers ?? {}, body)] as const];
      }),
    );
  } catch (error) {
    if (error instanceof GraphRefusal)
      throw cursorExpired('Microsoft does not give several contacts at once');
    throw error;
  }
}

function answerOf(status: number, headers: Readonly<Record<string, string>>, body: unknown): Answer {
  const small = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  return { status, header: (name) => small.get(name) ?? null, text: JSON.stringify(body ?? null) };
}

/** The item, `null`, or what stands in the way for now. Throws when asking again would be of no use. */
async function readAnswer(
  graph: Graph,
  { permission }: Collection,
  id: string,
  answer: Answer | undefined,
): Promise<unknown> {
  if (answer?.status === 404) return null;
  if (answer?.status === 200) {
    const item = parseJson(answer.text);
    if (itemId(item) === id) return item;
  }
  if (answer === undefined || answer.status === 200) return new PassingFault(incomplete(answer));
  const fault = await judgeAnswer(graph, answer, permission);
  if (fault instanceof PassingFault) return fault;
  throw fault instanceof GraphRefusal ? cursorExpired('Microsoft refuses a contact that it names') : fault;
}

const incomplete = (answer: Answer | undefined): SourceFailure =>
  new SourceFailure(
    'malformed',
    `Microsoft answered only some of the contacts that Switchbook asked for. Nothing was removed; Switchbook tries again by itself.${
      answer ? ` ${readGraphError(answer).quote}` : ''
    }`,
  );
