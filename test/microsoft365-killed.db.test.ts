import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Connection } from '../src/database/connect.ts';
import { requestRun } from '../src/directory/runs/request-run.ts';
import type { RunId, SourceId, TenantId } from '../src/domain/ids.ts';
import { createTestDatabase } from './database.ts';
import type { Place } from './fakes/graph/behaviour.ts';
import { addMadeUp } from './fakes/graph/control.ts';
import { createGraphSource } from './fakes/graph/create-graph-source.ts';
import { type FakeGraph, startGraph } from './fakes/graph/start-graph.ts';
import { startGraphEngine } from './fakes/graph/start-graph-engine.ts';
import { createTenant, runToEnd, waitForEnd } from './sync-fixture.ts';

// Switchbook's process is killed (kill -9) while it waits for an answer of Microsoft's. Whoever takes the run up goes on
// or begins again: nothing is lost, and nobody is removed who is there.

let connection: Connection & { drop(): Promise<void> };
let graph: FakeGraph;
let engine: { stop(): Promise<void> } | null = null;
let child: ChildProcess | null = null;
let tenantId: TenantId;
let sourceId: SourceId;

beforeAll(async () => {
  connection = await createTestDatabase();
});
beforeEach(async () => {
  graph = await startGraph();
  tenantId = await createTenant(connection);
  sourceId = await createGraphSource(connection, tenantId, graph);
});
afterEach(async () => {
  child?.kill('SIGKILL');
  await engine?.stop();
  engine = null;
  await graph.stop();
});
afterAll(() => connection.drop());

const contacts = 120;
const ids = () => graph.contacts.all().map(({ id }) => id);
const count = (place: Place) => graph.asked().filter((asked) => asked.place === place).length;
const runOf = (id: RunId) =>
  connection.db.selectFrom('sync_run').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
const sync = async () => runOf((await runToEnd(connection, tenantId, sourceId)).runId);

function renumber(indexes: readonly number[], prefix: string): void {
  for (const index of indexes) {
    const number = `${prefix} ${String(index).padStart(4, '0')}`;
    graph.contacts.change(ids()[index]!, { phones: [{ type: 'mobile', number }] });
  }
}

/** What readers see: each contact's numbers, by Microsoft's id. */
async function published(): Promise<Record<string, readonly string[]>> {
  const rows = await connection.db
    .selectFrom('contact')
    .innerJoin('source_contact', (join) =>
      join
        .onRef('source_contact.tenant_id', '=', 'contact.tenant_id')
        .onRef('source_contact.contact_id', '=', 'contact.id'),
    )
    .select(['external_id', 'phones'])
    .where('contact.tenant_id', '=', tenantId)
    .execute();
  return Object.fromEntries(
    rows.map((row) => [row.external_id, row.phones.map(({ number }) => number).sort()]),
  );
}
const upstream = (): Record<string, readonly string[]> =>
  Object.fromEntries(
    graph.contacts
      .all()
      .map(({ id, phones }) => [
        id,
        (phones as { number: string | null }[]).flatMap(({ number }) => number ?? []).sort(),
      ]),
  );

/** Read once, and once more with a changed number: the feed has proved to name whose changed. Nobody works on it now. */
async function followed(): Promise<void> {
  graph.behave({ deltaOmits: ['phones', 'addresses'], pageSize: 10 });
  addMadeUp(graph, contacts, 0);
  engine = startGraphEngine(connection, graph.url);
  expect(await sync()).toMatchObject({ state: 'succeeded', mode: 'full', added: contacts });
  renumber([0], '+1 202 555');
  expect(await sync()).toMatchObject({ state: 'succeeded', mode: 'full', updated: 1 });
  await engine.stop();
  engine = null;
  graph.clear();
}

/** Runs until the process waits for an answer that does not come, kills it there, and lets its claim run out. */
async function killedAt(place: Place, after: number, mode?: 'full'): Promise<RunId> {
  graph.behave({ faults: [{ on: place, after, times: 1, answer: { hang: true } }] });
  child = spawn(process.execPath, [path.resolve('test/fakes/graph/engine-process.ts')], {
    env: { ...process.env, TEST_DATABASE: connection.url, TEST_GRAPH: graph.url },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const runId = await requestRun(connection.db, tenantId, sourceId, {
    trigger: 'manual',
    ...(mode ? { mode } : {}),
  });
  while (count(place) <= after) await new Promise((resolve) => setTimeout(resolve, 10));
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(graph.behaviour().faults).toEqual([]);
  expect(await runOf(runId)).toMatchObject({ state: 'running' });
  await sql`update sync_run set claimed_until = now() - interval '1 second' where id = ${runId}`.execute(
    connection.db,
  );
  graph.clear();
  return runId;
}

test.each<[string, Place, number]>([
  ['before it knows what changed', 'delta', 0],
  ['while it fetches the first of the changed contacts', 'batch', 0],
  ['while it fetches the last of them', 'batch', 2],
])('killed %s, a run that follows the change feed is repeated and exact', async (_when, place, after) => {
  await followed();
  const gone = [ids()[7]!, ids()[99]!];
  renumber(
    Array.from({ length: 50 }, (_, n) => n + 20),
    '+1 202 556',
  );
  for (const id of gone) graph.contacts.remove(id);
  const before = await published();
  const runId = await killedAt(place, after);
  // Nothing of half a round is stored.
  expect(await published()).toEqual(before);

  // What happens while nobody runs comes with the same run.
  renumber([1], '+1 202 557');
  engine = startGraphEngine(connection, graph.url);
  expect(await waitForEnd(connection, tenantId, runId)).toBe('succeeded');
  expect(await runOf(runId)).toMatchObject({
    mode: 'delta',
    received: 51,
    updated: 51,
    added: 0,
    deleted: 2,
  });
  expect(graph.asked().map((asked) => asked.place)).not.toContain('list');
  expect(await published()).toEqual(upstream());
  // And the source goes on from there: it asks once, and is told of nothing.
  expect(await sync()).toMatchObject({ state: 'succeeded', updated: 0, added: 0, deleted: 0 });
  expect(await published()).toEqual(upstream());
});

test.each<[string, Place, number, boolean]>([
  ['in the middle of the list', 'list', 6, true],
  ['while it makes sure that nobody was passed over', 'delta', 1, false],
])('killed %s, a full run goes on and removes only who is gone', async (_when, place, after, inList) => {
  await followed();
  const gone = [ids()[7]!, ids()[99]!];
  renumber([3, 50, 118], '+1 202 556');
  for (const id of gone) graph.contacts.remove(id);
  const runId = await killedAt(place, after, 'full');

  engine = startGraphEngine(connection, graph.url);
  expect(await waitForEnd(connection, tenantId, runId)).toBe('succeeded');
  expect(await runOf(runId)).toMatchObject({ mode: 'full', updated: 3, added: 0, deleted: 2 });
  expect(await published()).toEqual(upstream());
  if (inList) expect(graph.asked().find((asked) => asked.place === 'list')?.url).toContain('skiptoken');
});
