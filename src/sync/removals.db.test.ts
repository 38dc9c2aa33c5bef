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
import { system } from '../access/audit.ts';
import { deleteContact } from '../directory/delete-contact.ts';
import { editContact } from '../directory/edit-contact.ts';
import { restoreContact } from '../directory/restore-contact.ts';
import { applyHeldRun } from '../directory/runs/apply-held-run.ts';
import { discardHeldRun } from '../directory/runs/discard-held-run.ts';
import { getRun } from '../directory/runs/get-run.ts';
import { listRunChanges } from '../directory/runs/list-run-changes.ts';
import { sourceStatuses } from '../directory/runs/source-status.ts';
import type { SourceId, TenantId } from '../domain/ids.ts';

let connection: Awaited<ReturnType<typeof createTestDatabase>>;
let engine: { stop(): Promise<void> } | undefined;
beforeAll(async () => {
  connection = await createTestDatabase();
});
afterEach(() => engine?.stop());
afterAll(() => connection.drop());

interface Started {
  readonly upstream: Upstream;
  readonly tenantId: TenantId;
  readonly sourceId: SourceId;
}

const nameOf = (n: number) => `c${String(n).padStart(4, '0')}`;

async function startWith(contacts: number): Promise<Started> {
  const { source, upstream } = scriptedSource();
  for (let n = 0; n < contacts; n += 1) upstream.put(nameOf(n), {});
  engine = startTestEngine(connection, source);
  const tenantId = await createTenant(connection);
  const sourceId = await createSource(connection, tenantId);
  expect((await runToEnd(connection, tenantId, sourceId)).state).toBe('succeeded');
  return { upstream, tenantId, sourceId };
}

const contactIdOf = async (tenantId: TenantId, externalId: string) =>
  (
    await connection.db
      .selectFrom('source_contact')
      .select('contact_id')
      .where('tenant_id', '=', tenantId)
      .where('external_id', '=', externalId)
      .executeTakeFirstOrThrow()
  ).contact_id;

test('a full run removes what it did not see', async () => {
  const { upstream, tenantId, sourceId } = await startWith(200);
  upstream.reportsRemovals = false;
  for (let n = 0; n < 20; n += 1) upstream.remove(nameOf(n));
  await runToEnd(connection, tenantId, sourceId);
  expect(await publishedNames(connection, tenantId)).toHaveLength(200);
  const { runId } = await runToEnd(connection, tenantId, sourceId, 'full');
  expect(await publishedNames(connection, tenantId)).toHaveLength(180);
  expect(await getRun(connection.db, tenantId, runId)).toMatchObject({ deleted: 20, unchanged: 180 });
  expect((await sourceStatuses(connection.db, tenantId)).get(sourceId)).toMatchObject({
    state: 'idle',
    contacts: 180,
    deleted: 20,
  });
});

test('a run that would remove too many removes none, says who, and waits', async () => {
  const { upstream, tenantId, sourceId } = await startWith(50);
  for (let n = 0; n < 26; n += 1) upstream.remove(nameOf(n));
  upstream.put('new', {});
  const run = await runToEnd(connection, tenantId, sourceId);
  expect(run.state).toBe('held');
  // Additions are in, only the removals wait.
  expect(await publishedNames(connection, tenantId)).toHaveLength(51);
  const changes = await listRunChanges(connection.db, tenantId, run.runId, {
    limit: 100,
    change: 'pending-delete',
  });
  expect(changes.items.map(({ displayName }) => displayName).sort()).toEqual(
    Array.from({ length: 26 }, (_, n) => nameOf(n)),
  );
  expect((await sourceStatuses(connection.db, tenantId)).get(sourceId)).toMatchObject({
    state: 'held',
    pendingDeletes: 26,
    runId: run.runId,
  });

  const applied = await applyHeldRun(connection.db, tenantId, system, run.runId);
  expect(applied).toMatchObject({
    state: 'succeeded',
    deleted: 26,
    pendingDeletes: 0,
    added: 1,
    error: null,
  });
  expect(await publishedNames(connection, tenantId)).toHaveLength(25);
  await expect(applyHeldRun(connection.db, tenantId, system, run.runId)).rejects.toMatchObject({
    code: 'run-not-held',
  });
  expect((await sourceStatuses(connection.db, tenantId)).get(sourceId)).toMatchObject({
    state: 'idle',
    message: '',
    synced: 1,
    deleted: 26,
  });
});

test('discarded, the contacts stay until a run finds them gone again', async () => {
  const { upstream, tenantId, sourceId } = await startWith(3);
  for (let n = 0; n < 3; n += 1) upstream.remove(nameOf(n));
  const held = await runToEnd(connection, tenantId, sourceId);
  expect(held.state).toBe('held');
  await discardHeldRun(connection.db, tenantId, system, held.runId);
  expect(await publishedNames(connection, tenantId)).toHaveLength(3);
  // The delta's removals were named once: the next run is full, and asks again.
  const next = await runToEnd(connection, tenantId, sourceId);
  expect(next.state).toBe('held');
  expect((await getRun(connection.db, tenantId, next.runId)).mode).toBe('full');
});

test('the next run takes the place of a held one and works its removals out anew', async () => {
  const { upstream, tenantId, sourceId } = await startWith(60);
  for (let n = 0; n < 40; n += 1) upstream.remove(nameOf(n));
  const held = await runToEnd(connection, tenantId, sourceId);
  for (let n = 0; n < 35; n += 1) upstream.put(nameOf(n), {});
  const next = await runToEnd(connection, tenantId, sourceId);
  expect(next.state).toBe('succeeded');
  expect((await getRun(connection.db, tenantId, held.runId)).state).toBe('discarded');
  expect(await publishedNames(connection, tenantId)).toHaveLength(55);
});

test('a source that says a contact is there and gone keeps it, and the next run is full', async () => {
  const { upstream, tenantId, sourceId } = await startWith(30);
  upstream.put('c0001', { company: 'Again' });
  upstream.onPage = (page) => ({ ...page, removed: ['c0001'] });
  await runToEnd(connection, tenantId, sourceId);
  upstream.onPage = (page) => page;
  expect(await publishedNames(connection, tenantId)).toContain('c0001');
  const next = await runToEnd(connection, tenantId, sourceId);
  expect((await getRun(connection.db, tenantId, next.runId)).mode).toBe('full');
});

test('a contact that comes back within 30 days has its id and its edits', async () => {
  const { upstream, tenantId, sourceId } = await startWith(30);
  const id = await contactIdOf(tenantId, 'c0007');
  await editContact(connection.db, { tenantId, personId: null }, system, id, { company: 'Mine' });
  upstream.remove('c0007');
  await runToEnd(connection, tenantId, sourceId);
  expect(await publishedNames(connection, tenantId)).not.toContain('c0007');
  upstream.put('c0007', { company: 'Theirs' });
  const { runId } = await runToEnd(connection, tenantId, sourceId);
  expect(await getRun(connection.db, tenantId, runId)).toMatchObject({ added: 1 });
  const row = await connection.db
    .selectFrom('contact')
    .select(['company', 'edited'])
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  expect(row).toEqual({ company: 'Mine', edited: ['company'] });
});

test('a hidden contact stays hidden through runs, removal and return; restored, it is as its source has it', async () => {
  const { upstream, tenantId, sourceId } = await startWith(30);
  const viewer = { tenantId, personId: null };
  const id = await contactIdOf(tenantId, 'c0009');
  await editContact(connection.db, viewer, system, id, { company: 'Mine' });
  await deleteContact(connection.db, viewer, system, id);
  upstream.put('c0009', { company: 'Theirs' });
  await runToEnd(connection, tenantId, sourceId, 'full');
  expect(await publishedNames(connection, tenantId)).not.toContain('c0009');
  upstream.remove('c0009');
  await runToEnd(connection, tenantId, sourceId);
  await expect(restoreContact(connection.db, viewer, system, id)).rejects.toMatchObject({
    code: 'not-found',
  });
  upstream.put('c0009', { company: 'Theirs again' });
  await runToEnd(connection, tenantId, sourceId);
  expect(await publishedNames(connection, tenantId)).not.toContain('c0009');
  await restoreContact(connection.db, viewer, system, id);
  const row = await connection.db
    .selectFrom('contact')
    .select(['company', 'edited'])
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  expect(row).toEqual({ company: 'Theirs again', edited: [] });
});

test('rows that are there but unusable are not removed', async () => {
  const { upstream, tenantId, sourceId } = await startWith(30);
  upstream.onPage = (page) => ({
    ...page,
    contacts: page.contacts.filter(({ externalId }) => externalId !== 'c0003'),
    keep: ['c0003', 'never-heard-of'],
    issues: [{ externalId: 'c0003', reason: 'It has no name.' }],
  });
  const { runId } = await runToEnd(connection, tenantId, sourceId, 'full');
  expect(await publishedNames(connection, tenantId)).toContain('c0003');
  expect(await getRun(connection.db, tenantId, runId)).toMatchObject({
    deleted: 0,
    issueCount: 1,
    issues: [{ externalId: 'c0003', reason: 'It has no name.' }],
  });
});
