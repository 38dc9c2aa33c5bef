import type { Source } from '../source.ts';
import { checkCertificate } from './check-certificate.ts';
import { checkConnection } from './check-connection.ts';
import { readCursor } from './cursor.ts';
import { GraphRefusal } from './graph-failure.ts';
import { openGraph, signIn } from './graph-request.ts';
import { readChanges } from './read-changes.ts';
import { readFull } from './read-list.ts';
import { type Microsoft365Settings, microsoft365Settings } from './settings.ts';

// Microsoft 365: organisational contacts (orgContact), and users where that is wanted, through Microsoft Graph with an
// application's own rights. The full list is always right; the change feed has to prove itself (try-feed.ts).

export const microsoft365 = {
  kind: 'microsoft365',
  title: 'Microsoft 365',
  settings: microsoft365Settings,
  secrets: ['clientSecret', 'certificateKey'],
  isOtherUpstream: (before, after) => upstream(before) !== upstream(after),
  checkSettings: async (settings, io) => checkCertificate(settings, io.now()),
  readPage: (request, io) =>
    judged(async () => {
      const graph = openGraph(request.settings, io);
      await signIn(graph);
      return request.mode === 'full' ? readFull(graph, request) : readChanges(graph, request);
    }),
  // Reading erases nothing. Only the check at the list's end needs to know what the store made of the pages before it.
  mayReadAhead: (cursor) => readCursor(cursor)?.step !== 'check',
  checkConnection: (settings, io) => judged(() => checkConnection(settings, io)),
} satisfies Source<Microsoft365Settings>;

/** What decides which contacts there are. The rules and the choice of users do: what they leave out has to go. */
function upstream({ tenantId, cloud, includeUsers, exclude }: Microsoft365Settings): string {
  return JSON.stringify([tenantId.toLowerCase(), cloud, includeUsers, exclude]);
}

async function judged<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof GraphRefusal ? error.failure : error;
  }
}
