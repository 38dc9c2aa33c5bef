import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type CustomSource, startCustomSource } from '../examples/custom-source/server.ts';
import type { Connection } from '../src/database/connect.ts';
import type { RunId, SourceId, TenantId } from '../src/domain/ids.ts';
import { custom } from '../src/sources/custom/custom.ts';
import type { startEngine } from '../src/sync/start-engine.ts';
import { createTestDatabase } from './database.ts';
import {
  type FakeCustomService,
  startCustomService,
  wire,
} from './fakes/custom-source/start-custom-service.ts';
import { createSource, createTenant, runToEnd, startTestEngine, testSecrets } from './sync-fixture.ts';

// A custom source through the real engine and a real database: the example as it is shipped, and the published server's habits.

const clientId = 'fake-client';
const clientSecret = 'Fake~Secret+Value=.1';
let connection: Connection & { drop(): Promise<void> };
let example: CustomSource;
let published: FakeCustomService;
let engine: ReturnType<typeof startEngine>;
let tenantId: TenantId;

beforeAll(async () => {
  connection = await createTestDatabase();
  example = await startCustomSource({ generate: 1_300, port: 0, clientId, clientSecret });
  published = await startCustomService();
  engine = startTestEngine(connection, custom);
});
beforeEach(async () => {
  tenantId = await createTenant(connection);
});
afterAll(async () => {
  await engine.stop();
  await example.stop();
  await published.stop();
  await connection.drop();
});

async function connect(url: string): Promise<SourceId> {
  const id = await createSource(connection, tenantId, { kind: 'custom', settings: { url, clientId } });
  await connection.db
    .updateTable('source')
    .set({ secrets: testSecrets.seal(tenantId, `source:${id}`, { clientSecret }) })
    .where('id', '=', id)
    .execute();
  return id;
}

async function runOf(runId: RunId) {
  return connection.db
    .selectFrom('sync_run')
    .select(['mode', 'state', 'received', 'added', 'updated', 'unchanged', 'deleted', 'error_message'])
    .where('id', '=', runId)
    .executeTakeFirstOrThrow();
}

async function run(id: SourceId, mode?: 'full') {
  const { runId } = await runToEnd(connection, tenantId, id, mode);
  return runOf(runId);
}

async function storedIds(): Promise<string[]> {
  const rows = await connection.db
    .selectFrom('source_contact')
    .select('external_id')
    .where('tenant_id', '=', tenantId)
    .where('removed_at', 'is', null)
    .execute();
  return rows.map((row) => row.external_id).sort();
}

test('the example arrives whole, and what changes there arrives as a delta', async () => {
  const id = await connect(example.url);
  expect(await run(id)).toMatchObject({ mode: 'full', state: 'succeeded', received: 1_300, added: 1_300 });
  example.remove('100005');
  example.put({
    id: 'new',
    first_name: 'Ada',
    last_name: 'Novak',
    company: '',
    type: 'lead',
    phones: [],
    emails: [],
  });
  expect(await run(id)).toMatchObject({
    mode: 'delta',
    state: 'succeeded',
    added: 1,
    updated: 0,
    deleted: 1,
  });
  expect(await run(id)).toMatchObject({
    mode: 'delta',
    state: 'succeeded',
    added: 0,
    updated: 0,
    deleted: 0,
  });
  expect(await run(id, 'full')).toMatchObject({ state: 'succeeded', added: 0, updated: 0, deleted: 0 });
  expect(await storedIds()).toHaveLength(1_300);
});

test('a list that moves while it is read, on a server that forgets deletions, is exact in the end', async () => {
  published.clockAheadMs = -3_600_000;
  for (let n = 1; n <= 1_300; n += 1) published.put(wire(String(n)));
  published.clockAheadMs = 0;
  const id = await connect(published.url);
  expect(await run(id)).toMatchObject({ mode: 'full', state: 'succeeded', added: 1_300 });
  let page = 0;
  published.misbehave = (_response, { call }) => {
    if (call === '/contacts') page += 1;
    if (call === '/contacts' && page === 2) {
      published.remove('3');
      published.remove('4');
      published.put(wire('in front'), 'front');
    }
    return false;
  };
  expect(await run(id, 'full')).toMatchObject({ state: 'succeeded', added: 1, deleted: 2 });
  expect(await storedIds()).toEqual(published.rows.map(({ contact }) => String(contact.id)).sort());
  published.remove('10');
  published.put(wire('10', { company: 'Again' }));
  published.remove('11');
  expect(await run(id)).toMatchObject({ mode: 'delta', updated: 1, deleted: 1 });
  expect(await run(id)).toMatchObject({ mode: 'full', updated: 0, deleted: 0 });
  expect(await run(id)).toMatchObject({ mode: 'delta' });
  expect(await storedIds()).toEqual(published.rows.map(({ contact }) => String(contact.id)).sort());
});

test('a server that turns into something else fails the run, removes nothing, and the next run is full', async () => {
  published.misbehave = () => false;
  const id = await connect(published.url);
  await run(id);
  const before = await storedIds();
  published.remove('20');
  published.misbehave = (response, { call }) => {
    if (call !== '/contacts/delta') return false;
    response.end('<html>Please sign in</html>');
    return true;
  };
  const failed = await run(id);
  expect(failed).toMatchObject({ state: 'failed', deleted: 0 });
  expect(failed.error_message).toContain('with a web page (HTML) instead of a page of contacts');
  expect(await storedIds()).toEqual(before);
  published.misbehave = () => false;
  expect(await run(id)).toMatchObject({ mode: 'full', state: 'succeeded', deleted: 1 });
});
