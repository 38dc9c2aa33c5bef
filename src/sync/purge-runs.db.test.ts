import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase } from '../../test/database.ts';
import { createSource, createTenant } from '../../test/sync-fixture.ts';
import { newId } from '../domain/ids.ts';
import type { RunState } from '../domain/run.ts';
import { purgeRuns } from './purge-runs.ts';

let connection: Awaited<ReturnType<typeof createTestDatabase>>;
beforeAll(async () => {
  connection = await createTestDatabase();
});
afterAll(() => connection.drop());

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);

async function source() {
  const tenantId = await createTenant(connection);
  const sourceId = await createSource(connection, tenantId);
  const addRun = async (days: number, state: RunState = 'succeeded') => {
    const id = newId();
    await connection.db
      .insertInto('sync_run')
      .values({
        tenant_id: tenantId,
        id,
        source_id: sourceId,
        mode: 'delta',
        trigger: 'schedule',
        state,
        started_at: daysAgo(days),
      })
      .execute();
    return id;
  };
  const left = async () =>
    (await connection.db.selectFrom('sync_run').select('id').where('source_id', '=', sourceId).execute()).map(
      ({ id }) => id,
    );
  return { tenantId, addRun, left };
}

const times = (count: number) => Array.from({ length: count });

test('runs older than 400 days are forgotten with what they list, and younger ones are kept', async () => {
  const { tenantId, addRun, left } = await source();
  const old = await addRun(500);
  for (const _ of times(30)) await addRun(401);
  const changes = times(12_000).map((_, n) => ({
    tenant_id: tenantId,
    run_id: old,
    contact_id: newId(),
    external_id: `${n}`,
    display_name: 'Somebody',
    change: 'added' as const,
  }));
  for (let at = 0; at < changes.length; at += 3_000)
    await connection.db
      .insertInto('run_change')
      .values(changes.slice(at, at + 3_000))
      .execute();
  await connection.db
    .insertInto('run_issue')
    .values({ tenant_id: tenantId, run_id: old, reason: 'no number' })
    .execute();
  const young = await Promise.all(times(50).map(() => addRun(399)));

  await purgeRuns(connection.db);

  expect((await left()).sort()).toEqual([...young].sort());
  const listed = await connection.db.selectFrom('run_change').select('seq').limit(1).execute();
  expect(listed).toEqual([]);
});

test('the newest runs of a source are kept however old they are', async () => {
  const { addRun, left } = await source();
  for (const day of times(60).keys()) await addRun(1_000 + day);
  await purgeRuns(connection.db);
  expect(await left()).toHaveLength(50);
});

test('a run that waits for a decision, goes on or whose pages are remembered is kept', async () => {
  const { tenantId, addRun, left } = await source();
  const kept = [await addRun(900, 'held'), await addRun(901, 'running'), await addRun(902)];
  await connection.db
    .insertInto('run_seen')
    .values({
      tenant_id: tenantId,
      run_id: kept[2] ?? '',
      pass: 1,
      page: 1,
      row_nos: Buffer.from([1]),
      digest: null,
    })
    .execute();
  const gone = await addRun(903, 'discarded');
  for (const _ of times(50)) await addRun(1);
  await purgeRuns(connection.db);
  expect(await left()).toEqual(expect.arrayContaining(kept));
  expect(await left()).not.toContain(gone);
});
