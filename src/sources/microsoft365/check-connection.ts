import type { SourceContact, SourceIo } from '../source.ts';
import { type Collection, collections, collectionsOf, listUrl } from './collection.ts';
import { type Graph, openGraph, signIn } from './graph-request.ts';
import { tolerate } from './open-feed.ts';
import { readListPage } from './read-items.ts';
import type { Microsoft365Settings } from './settings.ts';
import { sortItems } from './sort-items.ts';

// Somebody waits for the answer: few attempts.
const attempts = 2;
const sampleSize = 3;
/** Some may be left out by rules, and Graph may give fewer than asked for. */
const mostPages = 5;

export async function checkConnection(
  settings: Microsoft365Settings,
  io: SourceIo,
): Promise<{ message: string; sample: readonly SourceContact[] }> {
  const graph = openGraph(settings, io);
  await signIn(graph, attempts);
  const sample: SourceContact[] = [];
  let found = 0;
  for (const collection of collectionsOf(settings)) {
    const looked = await look(graph, collection);
    found += looked.found;
    sample.push(...looked.contacts);
  }
  return { message: await words(graph, found, sample.length), sample: sample.slice(0, sampleSize) };
}

async function look(
  graph: Graph,
  collection: Collection,
): Promise<{ contacts: readonly SourceContact[]; found: number }> {
  const { permission } = collection;
  const contacts: SourceContact[] = [];
  let found = 0;
  let next: string | null = listUrl(graph, collection, 20);
  for (let page = 0; next !== null && page < mostPages && contacts.length < sampleSize; page += 1) {
    const read = await readListPage(graph, next, { permission, attempts });
    contacts.push(...sortItems(collection, read.items, graph.settings).contacts);
    found += read.items.length;
    next = read.nextLink;
  }
  return { contacts, found };
}

async function words(graph: Graph, found: number, usable: number): Promise<string> {
  if (usable > 0) return 'Connected. These are the first contacts that Microsoft gives.';
  if (found > 0) {
    return 'Connected, but the first contacts are all left out by the exclusion rules or cannot be used.';
  }
  const none =
    'Connected, and Microsoft lists no organisational contacts for this tenant. They are made in the Exchange admin centre under Recipients → Contacts.';
  if (graph.settings.includeUsers || !(await hasUsers(graph))) return none;
  return `${none} There are users, people with an account: switch on "Users as contacts" to have them in the directory.`;
}

/** Whether there are users, as far as the application may see them. */
async function hasUsers(graph: Graph): Promise<boolean> {
  const { users } = collections;
  const page = await tolerate(graph, () =>
    readListPage(graph, `${graph.roots.graph}${users.path}?$select=id&$top=1`, {
      permission: users.permission,
      attempts: 1,
    }),
  );
  return (page?.items.length ?? 0) > 0;
}
