import { isTrustedLink } from '../http/trusted-link.ts';
import { type ReadRequest, SourceFailure, type SourcePage } from '../source.ts';
import { type Collection, collections, collectionsOf, itemId, listUrl } from './collection.ts';
import { countItems } from './count-items.ts';
import { type InList, readCursor, selectionOf } from './cursor.ts';
import { endList } from './end-list.ts';
import { GraphRefusal } from './graph-failure.ts';
import type { Graph } from './graph-request.ts';
import { beginning, nextPass } from './list-state.ts';
import { openFeeds } from './open-feed.ts';
import { newPageWatch, watchPage } from './page-watch.ts';
import { type ItemsPage, readListPage } from './read-items.ts';
import type { Microsoft365Settings } from './settings.ts';
import { sortItems } from './sort-items.ts';

// The full list: every collection page by page, then a check of what was read, then the end of the run.

/** A wish: Graph may give fewer. */
const pageSize = 999;
const mostRestarts = 2;
const numberedKept = 10;

export async function readFull(
  graph: Graph,
  request: ReadRequest<Microsoft365Settings>,
): Promise<SourcePage> {
  const state = await resume(graph, request);
  return state.step === 'check' ? endList(graph, state, { isSnapshot: false }) : readPage(graph, state);
}

async function resume(graph: Graph, request: ReadRequest<Microsoft365Settings>): Promise<InList> {
  const select = selectionOf(graph.settings);
  const known = request.first ? null : readCursor(request.cursor);
  // The token goes where the link leads, and the link may be older than the settings (SWITCHBOOK_GRAPH_URL).
  const leadsOn = (link: string | null) => link === null || isTrustedLink(link, graph.roots.graph);
  if (known !== null && known.step !== 'rest' && known.select === select && leadsOn(known.link)) {
    const { repeated = 0, changed = 0 } = request.feedback ?? {};
    return { ...known, repeated: known.repeated + repeated, changed: known.changed + changed };
  }
  return {
    select,
    pass: 1,
    restarts: 0,
    total: null,
    feeds: await openFeeds(graph, collectionsOf(graph.settings)),
    changed: 0,
    before: before(request, select),
    ...beginning,
    numbered: [],
  };
}

/** What the last run left, if what it stored is what this run compares with. */
function before({ first, cursor }: ReadRequest<Microsoft365Settings>, select: string): InList['before'] {
  const rest = first ? readCursor(cursor) : null;
  if (rest?.step !== 'rest' || rest.select !== select || rest.feeds === null) return null;
  return { feeds: rest.feeds, trust: rest.trust };
}

async function readPage(graph: Graph, state: InList): Promise<SourcePage> {
  const collection = collections[state.collection];
  const page = await readOrNull(graph, state, collection);
  if (page === null) return readPage(graph, { ...nextPass(state), restarts: state.restarts + 1 });

  const ids = page.items.flatMap((item) => itemId(item) ?? []);
  const watch = watchPage(state.watch, { ids, nextLink: page.nextLink });
  if (watch === null) throw endless();
  const read = sortItems(collection, page.items, graph.settings);
  const total = await totalOf(graph, state, page);
  const after = advance(
    graph,
    {
      ...state,
      watch,
      pages: state.pages + 1,
      items: state.items + page.items.length,
      contacts: state.contacts + read.contacts.length,
      numbered: [...state.numbered, ...(collection.name === 'contacts' ? read.numbered : [])].slice(
        0,
        numberedKept,
      ),
      total,
    },
    page.nextLink,
  );
  const brought = { contacts: read.contacts, removed: [], issues: read.issues, keep: read.keep };
  const progress = total === null ? {} : { total };
  // A list that came in one answer is a snapshot: there is nothing to check.
  if (after.step === 'check' && after.pages === collectionsOf(graph.settings).length && after.pass === 1) {
    return {
      ...(await endList(graph, after, { isSnapshot: true })),
      ...brought,
      ...progress,
    };
  }
  return { ...brought, cursor: after, pass: state.pass, ...progress };
}

/** `null` when the link to the page has died; the list has to be begun again. */
async function readOrNull(graph: Graph, state: InList, collection: Collection): Promise<ItemsPage | null> {
  const { permission } = collection;
  if (state.link === null) return readFirst(graph, collection);
  try {
    return await readListPage(graph, state.link, { permission });
  } catch (error) {
    if (!(error instanceof GraphRefusal)) throw error;
    if (state.restarts < mostRestarts) return null;
    throw new SourceFailure(
      'unreachable',
      `Microsoft dropped its list in the middle of reading, ${mostRestarts + 1} times in a row. Nothing was removed; Switchbook tries again by itself.`,
      { cause: error },
    );
  }
}

async function readFirst(graph: Graph, collection: Collection): Promise<ItemsPage> {
  const { permission } = collection;
  try {
    return await readListPage(graph, listUrl(graph, collection, pageSize), { permission });
  } catch (error) {
    // How many a page may hold is documented for users, not for contacts.
    if (!(error instanceof GraphRefusal) || error.status !== 400) throw error;
    return readListPage(graph, listUrl(graph, collection, null), { permission });
  }
}

/** For the progress bar, once there is more than one page. */
async function totalOf(graph: Graph, state: InList, page: ItemsPage): Promise<number | null> {
  if (state.total !== null || page.nextLink === null || state.pages > 0) return state.total;
  const counts = await Promise.all(
    collectionsOf(graph.settings).map((collection) => countItems(graph, collection)),
  );
  return counts.some((count) => count === null)
    ? null
    : counts.reduce<number>((sum, count) => sum + (count ?? 0), 0);
}

function advance(graph: Graph, state: InList, nextLink: string | null): InList {
  if (nextLink !== null) return { ...state, link: nextLink };
  const wanted = collectionsOf(graph.settings);
  const next = wanted[wanted.findIndex(({ name }) => name === state.collection) + 1];
  if (next === undefined) return { ...state, step: 'check', link: null };
  return { ...state, collection: next.name, link: null, watch: newPageWatch };
}

const endless = () =>
  new SourceFailure(
    'malformed',
    "Microsoft's list does not end: the same contacts come again and again. Nothing was removed. It is a fault on Microsoft's side; Switchbook tries again by itself.",
  );
