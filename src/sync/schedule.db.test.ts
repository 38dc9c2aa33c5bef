import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createTestDatabase } from '../../test/database.ts';
import { scriptedSource } from '../../test/scripted-source.ts';
import {
  createSource,
  createTenant,
  runToEnd,
  startTestEngine,
  waitForEnd,
} from '../../test/sync-fixture.ts';
import { system } from '../access/audit.ts';
import { eraseSource } from '../directory/runs/erase-source.ts';
import { getRun } from '../directory/runs/get-run.ts';
import { listRuns } from '../directory/runs/list-runs.ts';
import { requestRun } from '../directory/runs/request-run.ts';
import { type SavedChange, sourceSaved } from '../directory/runs/source-saved.ts';
import type { RunId, SourceId, TenantId } from '../domain/ids.ts';
import { SourceFailure } from '../sources/source.ts';

let connection: Awaited<ReturnType<typeof createTestDatabase>>;
let engine: { stop(): Promise<void> } | undefined;
beforeAll(async () => {
  connection = await createTestDatabase();
});
afterEach(() => engine?.stop());
afterAll(() => connection.drop());

async function setUp(enabled: boolean) {
  const scripted = scriptedSource();
  scripted.upstream.put('a', {});
  engine = startTestEngine(connection, scripted.source);
  const tenantId = await createTenant(connection);
  const sourceId = await createSource(connection, tenantId, { enabled });
  return { ...scripted, tenantId, sourceId };
}

const saved = (tenantId: TenantId, sourceId: SourceId, change: Partial<SavedChange>) =>
  connection.db.transaction().execute((trx) =>
    sourceSaved(trx, tenantId, sourceId, {
      wasEnabled: null,
      otherUpstream: false,
      settingsChanged: false,
      ...change,
    }),
  );

const runsOf = async (tenantId: TenantId, sourceId: SourceId) =>
  (await listRuns(connection.db, tenantId, sourceId, { limit: 50 })).items;

async function lastRunEnded(tenantId: TenantId, sourceId: SourceId) {
  const [last] = await runsOf(tenantId, sourceId);
  await waitForEnd(connection, tenantId, last!.id as RunId);
  return getRun(connection.db, tenantId, last!.id);
}

const nextRunIn = async (sourceId: SourceId) =>
  (
    await sql<{ minutes: number | null }>`
      select round(extract(epoch from next_run_at - now()) / 60)::float as minutes from source where id = ${sourceId}
    `.execute(connection.db)
  ).rows[0]!.minutes;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

test('saved as switched on, a source syncs in full at once, and then every interval from start to start', async () => {
  const { tenantId, sourceId } = await setUp(true);
  await saved(tenantId, sourceId, {});
  expect(await lastRunEnded(tenantId, sourceId)).toMatchObject({
    trigger: 'saved',
    mode: 'full',
    state: 'succeeded',
  });
  expect(await nextRunIn(sourceId)).toBe(24 * 60);
});

test('saved as switched off, nothing runs by itself, and Trigger Sync works', async () => {
  const { upstream, tenantId, sourceId } = await setUp(false);
  await saved(tenantId, sourceId, {});
  await pause(500);
  expect(await runsOf(tenantId, sourceId)).toEqual([]);
  upstream.beforePage = () => {
    throw new SourceFailure('unreachable', 'The host does not answer. Check the address.');
  };
  expect((await runToEnd(connection, tenantId, sourceId)).state).toBe('failed');
  // Not even to try again.
  expect(await nextRunIn(sourceId)).toBeNull();
});

test('switched on later, a source that never synced starts at once, another when its interval is over', async () => {
  const { tenantId, sourceId } = await setUp(false);
  await connection.db.updateTable('source').set({ enabled: true }).where('id', '=', sourceId).execute();
  await saved(tenantId, sourceId, { wasEnabled: false });
  expect(await lastRunEnded(tenantId, sourceId)).toMatchObject({ trigger: 'saved', mode: 'full' });

  await connection.db.updateTable('source').set({ enabled: false }).where('id', '=', sourceId).execute();
  await saved(tenantId, sourceId, { wasEnabled: true });
  expect(await nextRunIn(sourceId)).toBeNull();
  await connection.db
    .updateTable('source')
    .set({ enabled: true, last_started_at: sql`now() - interval '23 hours'` })
    .where('id', '=', sourceId)
    .execute();
  await saved(tenantId, sourceId, { wasEnabled: false });
  expect(await nextRunIn(sourceId)).toBe(60);
  expect(await runsOf(tenantId, sourceId)).toHaveLength(1);
});

test('a due source runs; a week after its last full run it runs in full', async () => {
  const { tenantId, sourceId } = await setUp(true);
  await saved(tenantId, sourceId, {});
  await lastRunEnded(tenantId, sourceId);
  await connection.db
    .updateTable('source')
    .set({ next_run_at: sql`now()`, full_at: sql`now() - interval '8 days'` })
    .where('id', '=', sourceId)
    .execute();
  while ((await runsOf(tenantId, sourceId)).length < 2) await pause(50);
  expect(await lastRunEnded(tenantId, sourceId)).toMatchObject({ trigger: 'schedule', mode: 'full' });
});

test('a failure that passes is tried again after 1 and 2 minutes; the last success stays shown', async () => {
  const { upstream, tenantId, sourceId } = await setUp(true);
  await saved(tenantId, sourceId, {});
  await lastRunEnded(tenantId, sourceId);
  upstream.beforePage = () => {
    throw new SourceFailure('unreachable', 'The host does not answer. Check the address.');
  };
  await runToEnd(connection, tenantId, sourceId);
  expect(await nextRunIn(sourceId)).toBe(1);
  await connection.db
    .updateTable('source')
    .set({ next_run_at: sql`now()` })
    .where('id', '=', sourceId)
    .execute();
  while ((await runsOf(tenantId, sourceId)).length < 3) await pause(50);
  expect(await lastRunEnded(tenantId, sourceId)).toMatchObject({ trigger: 'recovery', state: 'failed' });
  expect(await nextRunIn(sourceId)).toBe(2);
  const source = await connection.db
    .selectFrom('source')
    .select(['message', 'last_synced', 'last_success_at'])
    .where('id', '=', sourceId)
    .executeTakeFirstOrThrow();
  expect(source).toMatchObject({
    message: 'The host does not answer. Check the address.',
    last_synced: 1,
    last_success_at: expect.any(Date),
  });
});

test('refused credentials are tried again after fifteen minutes, and at once with new settings', async () => {
  const { upstream, tenantId, sourceId } = await setUp(true);
  upstream.beforePage = () => {
    throw new SourceFailure('credentials-refused', 'The secret is not right. Enter the current one.');
  };
  await runToEnd(connection, tenantId, sourceId);
  expect(await nextRunIn(sourceId)).toBe(15);
  upstream.beforePage = () => {};
  await saved(tenantId, sourceId, { wasEnabled: true, settingsChanged: true });
  while ((await runsOf(tenantId, sourceId)).length < 2) await pause(50);
  expect(await lastRunEnded(tenantId, sourceId)).toMatchObject({ state: 'succeeded', mode: 'full' });
});

test('who asks for more time than the interval gets it, however often it has failed before', async () => {
  const { upstream, tenantId, sourceId } = await setUp(true);
  await connection.db.updateTable('source').set({ failures: 7 }).where('id', '=', sourceId).execute();
  upstream.beforePage = () => {
    throw new SourceFailure('throttled', 'It asks to wait two days.', { retryAfterMs: 48 * 3_600_000 });
  };
  await runToEnd(connection, tenantId, sourceId);
  expect(await nextRunIn(sourceId)).toBe(48 * 60);
});

test('one run a source: a second is refused while one is under way', async () => {
  const { upstream, tenantId, sourceId } = await setUp(false);
  let go = () => {};
  upstream.beforePage = () => new Promise((resolve) => (go = resolve));
  const run = await requestRun(connection.db, tenantId, sourceId, { trigger: 'manual' });
  await expect(requestRun(connection.db, tenantId, sourceId, { trigger: 'manual' })).rejects.toMatchObject({
    code: 'run-in-progress',
  });
  while (upstream.requests.length === 0) await pause(10);
  go();
  expect(await waitForEnd(connection, tenantId, run)).toBe('succeeded');
});

test('other settings stop a run that is under way; the next reads everything from the new place', async () => {
  const { upstream, tenantId, sourceId } = await setUp(true);
  await saved(tenantId, sourceId, {});
  await lastRunEnded(tenantId, sourceId);
  upstream.beforePage = (_request, io) => io.sleep(60_000);
  const run = await requestRun(connection.db, tenantId, sourceId, { trigger: 'manual' });
  await pause(300);
  await saved(tenantId, sourceId, { wasEnabled: true, otherUpstream: true, settingsChanged: true });
  expect(await waitForEnd(connection, tenantId, run)).toBe('cancelled');
  upstream.beforePage = () => {};
  await runToEnd(connection, tenantId, sourceId);
  expect(upstream.requests.at(-1)).toMatchObject({ mode: 'full', cursor: null, first: true });
});

test('a cursor that has expired turns the delta into a full run', async () => {
  const { upstream, tenantId, sourceId } = await setUp(false);
  await runToEnd(connection, tenantId, sourceId);
  upstream.beforePage = ({ mode }) => {
    if (mode === 'delta') throw new SourceFailure('cursor-expired', 'The far side forgot where we were.');
  };
  const run = await runToEnd(connection, tenantId, sourceId);
  expect(await getRun(connection.db, tenantId, run.runId)).toMatchObject({
    mode: 'full',
    state: 'succeeded',
  });
});

test('erasing stops the run that is under way first', async () => {
  const { upstream, tenantId, sourceId } = await setUp(false);
  upstream.beforePage = (_request, io) => io.sleep(60_000);
  await requestRun(connection.db, tenantId, sourceId, { trigger: 'manual' });
  while (upstream.requests.length === 0) await pause(10);
  const began = performance.now();
  expect(await eraseSource(connection.db, tenantId, system, sourceId)).toEqual({
    contacts: 0,
    activities: 0,
  });
  expect(performance.now() - began).toBeLessThan(30_000);
});
