import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createTestDatabase } from '../../test/database.ts';
import { scriptedSource } from '../../test/scripted-source.ts';
import {
  createSource,
  createTenant,
  publishedNames,
  runToEnd,
  startTestEngine,
  waitForEnd,
} from '../../test/sync-fixture.ts';
import { getRun } from '../directory/runs/get-run.ts';
import { requestRun } from '../directory/runs/request-run.ts';
import type { RunId, SourceId, TenantId } from '../domain/ids.ts';

let connection: Awaited<ReturnType<typeof createTestDatabase>>;
let engine: { stop(): Promise<void> } | undefined;
let child: ChildProcess | undefined;
beforeAll(async () => {
  connection = await createTestDatabase();
});
afterEach(async () => {
  child?.kill('SIGKILL');
  await engine?.stop();
  engine = undefined;
});
afterAll(() => connection.drop());

const contacts = 3000;
const expected = Array.from({ length: contacts }, (_, n) => `c${String(n).padStart(5, '0')}`);
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

function startProcess(readAhead: boolean): ChildProcess {
  return spawn(process.execPath, [path.resolve('test/engine-process.ts')], {
    env: {
      ...process.env,
      TEST_DATABASE: connection.url,
      CONTACTS: String(contacts),
      READ_AHEAD: readAhead ? 'yes' : 'no',
    },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
}

function sameSource() {
  const scripted = scriptedSource();
  for (const id of expected) scripted.upstream.put(id, {});
  return scripted;
}

async function receivedSome(tenantId: TenantId, runId: RunId, atLeast: number): Promise<void> {
  while ((await getRun(connection.db, tenantId, runId)).received < atLeast) await pause(10);
}

async function killed(process: ChildProcess): Promise<void> {
  process.kill('SIGKILL');
  await once(process, 'exit');
}

/** The 45 seconds are over. */
const claimRunsOut = () =>
  sql`update sync_run set claimed_until = now() - interval '1 second' where state = 'running'`.execute(
    connection.db,
  );

test('a full run whose process was killed goes on from its last page and is exact', async () => {
  const tenantId = await createTenant(connection);
  const sourceId = await createSource(connection, tenantId);
  child = startProcess(true);
  const runId = await requestRun(connection.db, tenantId, sourceId, { trigger: 'manual' });
  await receivedSome(tenantId, runId, 800);
  await killed(child);
  const before = await getRun(connection.db, tenantId, runId);
  expect(before.state).toBe('running');

  const { source, upstream } = sameSource();
  engine = startTestEngine(connection, source);
  await pause(500);
  // Nobody touches a claim that may be alive.
  expect(upstream.requests).toHaveLength(0);
  await claimRunsOut();
  expect(await waitForEnd(connection, tenantId, runId)).toBe('succeeded');
  expect(upstream.requests[0]).toMatchObject({ mode: 'full', first: false });
  expect(await publishedNames(connection, tenantId)).toEqual(expected);
  expect(await getRun(connection.db, tenantId, runId)).toMatchObject({
    received: contacts,
    added: contacts,
    unchanged: 0,
    deleted: 0,
  });
});

async function syncedOnce() {
  const { source, upstream } = sameSource();
  engine = startTestEngine(connection, source);
  const tenantId = await createTenant(connection);
  const sourceId = await createSource(connection, tenantId);
  await runToEnd(connection, tenantId, sourceId);
  return { source, upstream, tenantId, sourceId };
}

async function cutOffDelta(tenantId: TenantId, sourceId: SourceId): Promise<RunId> {
  const runId = await requestRun(connection.db, tenantId, sourceId, { trigger: 'manual' });
  await claimAsSomebodyWhoDied(runId);
  return runId;
}

const claimAsSomebodyWhoDied = (runId: RunId) =>
  sql`update sync_run set claimed_by = ${crypto.randomUUID()}, claimed_until = now() - interval '1 second'
      where id = ${runId}`.execute(connection.db);

test('a delta that was cut off where reading erases becomes a full run: a deletion may have been lost', async () => {
  const { source, upstream, tenantId, sourceId } = await syncedOnce();
  await engine?.stop();
  upstream.readAhead = false;
  upstream.reportsRemovals = false;
  upstream.remove('c00005');
  const runId = await cutOffDelta(tenantId, sourceId);
  engine = startTestEngine(connection, source);
  expect(await waitForEnd(connection, tenantId, runId)).toBe('succeeded');
  expect((await getRun(connection.db, tenantId, runId)).mode).toBe('full');
  expect(await publishedNames(connection, tenantId)).toHaveLength(contacts - 1);
});

test('a delta that was cut off where reading erases nothing goes on as a delta', async () => {
  const { source, upstream, tenantId, sourceId } = await syncedOnce();
  await engine?.stop();
  upstream.put('c00006', { company: 'New' });
  const runId = await cutOffDelta(tenantId, sourceId);
  engine = startTestEngine(connection, source);
  expect(await waitForEnd(connection, tenantId, runId)).toBe('succeeded');
  expect(await getRun(connection.db, tenantId, runId)).toMatchObject({ mode: 'delta', updated: 1 });
});

test('a process that stops in order gives its run back within seconds, and another goes on', async () => {
  const { source, upstream } = sameSource();
  upstream.beforePage = (_request, io) => io.sleep(40);
  const first = startTestEngine(connection, source);
  const tenantId = await createTenant(connection);
  const sourceId = await createSource(connection, tenantId);
  const runId = await requestRun(connection.db, tenantId, sourceId, { trigger: 'manual' });
  await receivedSome(tenantId, runId, 500);
  const began = performance.now();
  await first.stop();
  expect(performance.now() - began).toBeLessThan(20_000);
  expect((await getRun(connection.db, tenantId, runId)).state).toBe('running');
  upstream.beforePage = () => {};
  engine = startTestEngine(connection, source);
  expect(await waitForEnd(connection, tenantId, runId)).toBe('succeeded');
  expect(await publishedNames(connection, tenantId)).toEqual(expected);
});

test('a process that lost its claim writes nothing more', async () => {
  const { source, upstream } = sameSource();
  engine = startTestEngine(connection, source);
  const tenantId = await createTenant(connection);
  const sourceId = await createSource(connection, tenantId);
  let go = () => {};
  upstream.beforePage = () =>
    upstream.requests.length === 3 ? new Promise((resolve) => (go = resolve)) : undefined;
  const runId = await requestRun(connection.db, tenantId, sourceId, { trigger: 'manual' });
  while (upstream.requests.length < 3) await pause(10);
  await pause(100);
  const somebodyElse = crypto.randomUUID();
  await sql`update sync_run set claimed_by = ${somebodyElse}, claimed_until = now() + interval '1 hour' where id = ${runId}`.execute(
    connection.db,
  );
  const before = await getRun(connection.db, tenantId, runId);
  go();
  await pause(300);
  expect(await getRun(connection.db, tenantId, runId)).toEqual(before);
  await sql`delete from sync_run where id = ${runId}`.execute(connection.db);
});

test('two engines on one database run each run once', async () => {
  const { source, upstream } = sameSource();
  const second = startTestEngine(connection, source);
  engine = startTestEngine(connection, source);
  const tenantId = await createTenant(connection);
  const sourceId = await createSource(connection, tenantId);
  const { state } = await runToEnd(connection, tenantId, sourceId);
  await second.stop();
  expect(state).toBe('succeeded');
  expect(upstream.requests).toHaveLength(contacts / upstream.pageSize);
});
