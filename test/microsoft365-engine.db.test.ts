import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Connection } from '../src/database/connect.ts';
import type { RunId, SourceId, TenantId } from '../src/domain/ids.ts';
import { createTestDatabase } from './database.ts';
import { goodBehaviour } from './fakes/graph/behaviour.ts';
import { addMadeUp } from './fakes/graph/control.ts';
import { createGraphSource } from './fakes/graph/create-graph-source.ts';
import { type FakeGraph, startGraph } from './fakes/graph/start-graph.ts';
import { startGraphEngine } from './fakes/graph/start-graph-engine.ts';
import { createTenant, runToEnd } from './sync-fixture.ts';

// Microsoft 365 through the real engine and a real database: what the source's own tests promise holds there too.

let connection: Connection & { drop(): Promise<void> };
let graph: FakeGraph;
let engine: { stop(): Promise<void> };
let tenantId: TenantId;
let sourceId: SourceId;

beforeAll(async () => {
  connection = await createTestDatabase();
  graph = await startGraph();
  engine = startGraphEngine(connection, graph.url);
});
beforeEach(async () => {
  graph.behave(goodBehaviour());
  for (const { id } of graph.contacts.all()) graph.contacts.remove(id);
  tenantId = await createTenant(connection);
  sourceId = await createGraphSource(connection, tenantId, graph);
});
afterAll(async () => {
  await engine.stop();
  await graph.stop();
  await connection.drop();
});

const readRun = (id: RunId) =>
  connection.db.selectFrom('sync_run').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
const sync = async (mode?: 'full') => readRun((await runToEnd(connection, tenantId, sourceId, mode)).runId);
const sourceState = () =>
  connection.db.selectFrom('source').selectAll().where('id', '=', sourceId).executeTakeFirstOrThrow();
const published = async () => {
  const rows = await connection.db
    .selectFrom('contact')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .execute();
  return rows.length;
};

test('consent missing, then granted without a restart; changes and a removal arrive; a company that vanishes is held', async () => {
  addMadeUp(graph, 1500, 0);
  graph.behave({ roles: [] });
  expect(await sync()).toMatchObject({ state: 'failed', error_code: 'permission-missing' });
  expect((await sourceState()).message).toContain('Grant admin consent');

  graph.behave({ roles: ['OrgContact.Read.All'] });
  expect(await sync()).toMatchObject({
    state: 'succeeded',
    mode: 'full',
    received: 1500,
    added: 1500,
    issue_count: 0,
  });
  expect(await published()).toBe(1500);
  expect((await sourceState()).remark).toContain('carries phone numbers');

  const [first, second, third] = graph.contacts.all();
  graph.contacts.change(first!.id, { phones: [{ type: 'mobile', number: '+1 202 555 0142' }] });
  graph.contacts.change(second!.id, { companyName: null });
  graph.contacts.remove(third!.id);
  expect(await sync()).toMatchObject({
    state: 'succeeded',
    mode: 'delta',
    received: 2,
    updated: 2,
    deleted: 1,
  });
  expect(await published()).toBe(1499);

  graph.forgetDeltaLinks();
  graph.contacts.remove(first!.id);
  expect(await sync()).toMatchObject({ state: 'succeeded', mode: 'full', unchanged: 1498, deleted: 1 });

  for (const { id } of graph.contacts.all()) graph.contacts.remove(id);
  expect(await sync()).toMatchObject({ state: 'held', pending_deletes: 1498, deleted: 0 });
  expect(await published()).toBe(1498);

  const stored = JSON.stringify([
    await sourceState(),
    await connection.db.selectFrom('sync_run').selectAll().execute(),
  ]);
  expect(stored).not.toContain('Fake~Secret');
  expect(stored).not.toContain('deltatoken');
});

test('a tenant whose change feed leaves out numbers is compared whole, each time', async () => {
  graph.behave({ deltaOmits: ['phones'] });
  addMadeUp(graph, 1200, 0);
  await sync('full');
  expect((await sourceState()).remark).toContain('leaves out phone numbers');
  const [first, second] = graph.contacts.all();
  graph.behave({ deltaBlindTo: ['phones'] });
  graph.contacts.change(first!.id, { phones: [] });
  graph.contacts.remove(second!.id);
  expect(await sync()).toMatchObject({
    state: 'succeeded',
    mode: 'full',
    updated: 1,
    deleted: 1,
    unchanged: 1198,
  });
});
