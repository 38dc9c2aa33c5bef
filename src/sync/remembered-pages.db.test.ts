import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createTestDatabase } from '../../test/database.ts';
import { scriptedSource, type Upstream } from '../../test/scripted-source.ts';
import {
  createSource,
  createTenant,
  publishedNames,
  runToEnd,
  startTestEngine,
} from '../../test/sync-fixture.ts';
import { getRun } from '../directory/runs/get-run.ts';
import { emptyContact } from '../domain/contact.ts';
import type { SourceId, TenantId } from '../domain/ids.ts';
import { SourceFailure } from '../sources/source.ts';

let connection: Awaited<ReturnType<typeof createTestDatabase>>;
let engine: { stop(): Promise<void> } | undefined;
let upstream: Upstream;
let tenantId: TenantId;
let sourceId: SourceId;
beforeAll(async () => {
  connection = await createTestDatabase();
});
afterEach(() => engine?.stop());
afterAll(() => connection.drop());

const nameOf = (n: number) => `c${String(n).padStart(4, '0')}`;

/** A source of 500 contacts in five pages, and a full run of it. */
async function start(): Promise<void> {
  const scripted = scriptedSource();
  upstream = scripted.upstream;
  for (let n = 0; n < 500; n += 1) upstream.put(nameOf(n), {});
  engine = startTestEngine(connection, scripted.source);
  tenantId = await createTenant(connection);
  sourceId = await createSource(connection, tenantId);
  await full();
  expect(upstream.unread).toEqual([]);
}

/** A full run; what it counted, and how many pages it left unread. */
async function full() {
  const before = upstream.unread.length;
  const { runId } = await runToEnd(connection, tenantId, sourceId, 'full');
  const { state, received, added, updated, unchanged, deleted } = await getRun(
    connection.db,
    tenantId,
    runId,
  );
  return { state, received, added, updated, unchanged, deleted, unread: upstream.unread.length - before };
}

/** Changes what the source says of a contact, so that no delta tells. */
const say = (n: number, firstName: string) =>
  upstream.contacts.set(nameOf(n), { ...emptyContact, firstName });

const nothing = { state: 'succeeded', received: 500, added: 0, updated: 0, unchanged: 500, deleted: 0 };

test('a full run leaves the pages unread that it is given as the last one was, and counts them all the same', async () => {
  await start();
  expect(await full()).toEqual({ ...nothing, unread: 5 });
  expect(await full()).toEqual({ ...nothing, unread: 5 });
  const { rows } = await sql<{ runs: number }>`
    select count(distinct run_id)::integer as runs from run_seen where tenant_id = ${tenantId}`.execute(
    connection.db,
  );
  expect(rows).toEqual([{ runs: 1 }]);
});

test('where one contact changed, its page alone is read', async () => {
  await start();
  say(120, 'Changed');
  expect(await full()).toEqual({ ...nothing, updated: 1, unchanged: 499, unread: 4 });
  expect(await full()).toEqual({ ...nothing, unread: 5 });
  expect(await publishedNames(connection, tenantId)).toContain('Changed');
});

test('a contact that is gone is removed, although the other pages are not read', async () => {
  await start();
  upstream.pageSize = 100;
  upstream.contacts.delete(nameOf(499));
  expect(await full()).toEqual({ ...nothing, received: 499, unchanged: 499, deleted: 1, unread: 4 });
  expect(await full()).toMatchObject({ unchanged: 499, deleted: 0, unread: 5 });
});

test('what a delta changed is as it was again when the source silently takes it back', async () => {
  await start();
  upstream.put(nameOf(120), { firstName: 'Changed' });
  await runToEnd(connection, tenantId, sourceId);
  expect(await publishedNames(connection, tenantId)).toContain('Changed');
  say(120, nameOf(120));
  expect(await full()).toEqual({ ...nothing, updated: 1, unchanged: 499, unread: 0 });
  expect(await publishedNames(connection, tenantId)).not.toContain('Changed');
});

test('so is what a delta removed', async () => {
  await start();
  upstream.remove(nameOf(120));
  await runToEnd(connection, tenantId, sourceId);
  say(120, nameOf(120));
  expect(await full()).toEqual({ ...nothing, added: 1, unchanged: 499, unread: 0 });
});

test('so is what a full run changed that broke off', async () => {
  await start();
  say(120, 'Changed');
  upstream.beforePage = ({ cursor, first }) => {
    if (!first && cursor?.after === nameOf(299)) throw new SourceFailure('unreachable', 'Gone.');
  };
  expect(await full()).toMatchObject({ state: 'failed' });
  expect(await publishedNames(connection, tenantId)).toContain('Changed');
  upstream.beforePage = () => {};
  say(120, nameOf(120));
  expect(await full()).toEqual({ ...nothing, updated: 1, unchanged: 499, unread: 0 });
  expect(await publishedNames(connection, tenantId)).not.toContain('Changed');
});

test('a page that says what a contact was before an earlier page of the same run is read', async () => {
  await start();
  // The first page says that a contact of the fourth has changed; the fourth says what it always said.
  upstream.onPage = (page, { first }) =>
    first
      ? {
          ...(page.unread?.() ?? page),
          contacts: [{ externalId: nameOf(320), fields: { ...emptyContact, firstName: 'Changed' } }],
          keep: Array.from({ length: 100 }, (_, n) => nameOf(n)),
        }
      : page;
  await full();
  expect(await publishedNames(connection, tenantId)).not.toContain('Changed');
  expect(await publishedNames(connection, tenantId)).toHaveLength(500);
  // Two pages did not agree, so nothing is remembered of that run.
  upstream.onPage = (page) => page;
  expect(await full()).toMatchObject({ unread: 0 });
});

test('a page with rows that cannot be used is read each time, so that each run names them', async () => {
  await start();
  upstream.onPage = (page, { first }) =>
    first
      ? { ...(page.unread?.() ?? page), issues: [{ externalId: null, reason: 'It has no name.' }] }
      : page;
  await full();
  const { runId } = await runToEnd(connection, tenantId, sourceId, 'full');
  expect(await getRun(connection.db, tenantId, runId)).toMatchObject({ issueCount: 1 });
});

test('after six days every page is read again', async () => {
  await start();
  await sql`update run_seen set compared_at = now() - interval '145 hours' where tenant_id = ${tenantId}`.execute(
    connection.db,
  );
  expect(await full()).toEqual({ ...nothing, unread: 0 });
  await sql`update run_seen set compared_at = compared_at - interval '100 hours' where tenant_id = ${tenantId}`.execute(
    connection.db,
  );
  // Leaving a page unread does not make it younger.
  expect(await full()).toEqual({ ...nothing, unread: 5 });
  await sql`update run_seen set compared_at = compared_at - interval '45 hours' where tenant_id = ${tenantId}`.execute(
    connection.db,
  );
  expect(await full()).toEqual({ ...nothing, unread: 0 });
});
