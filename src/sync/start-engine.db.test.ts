import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase } from '../../test/database.ts';
import { scriptedSource } from '../../test/scripted-source.ts';
import {
  createSource,
  createTenant,
  publishedNames,
  runToEnd,
  startTestEngine,
} from '../../test/sync-fixture.ts';
import { system } from '../access/audit.ts';
import { editContact } from '../directory/edit-contact.ts';
import { getRun } from '../directory/runs/get-run.ts';
import { emptyContact } from '../domain/contact.ts';
import type { TenantId } from '../domain/ids.ts';

let connection: Awaited<ReturnType<typeof createTestDatabase>>;
beforeAll(async () => {
  connection = await createTestDatabase();
});
afterAll(() => connection.drop());

const contactId = async (tenantId: TenantId, externalId: string) =>
  (
    await connection.db
      .selectFrom('source_contact')
      .select('contact_id')
      .where('tenant_id', '=', tenantId)
      .where('external_id', '=', externalId)
      .executeTakeFirstOrThrow()
  ).contact_id;

test('a first full run brings everything, and deltas bring what changed', async () => {
  const { source, upstream } = scriptedSource();
  upstream.pageSize = 2;
  for (const id of ['a', 'b', 'c', 'd', 'e'])
    upstream.put(id, { phones: [{ number: '+44 20 1234', label: 'work' }] });
  const engine = startTestEngine(connection, source);
  try {
    const tenantId = await createTenant(connection);
    const sourceId = await createSource(connection, tenantId);
    const first = await runToEnd(connection, tenantId, sourceId);
    expect(first.state).toBe('succeeded');
    expect(await publishedNames(connection, tenantId)).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(await getRun(connection.db, tenantId, first.runId)).toMatchObject({
      mode: 'full',
      received: 5,
      added: 5,
      updated: 0,
      unchanged: 0,
      deleted: 0,
    });

    upstream.put('b', { company: 'New' });
    upstream.put('c', {});
    upstream.put('f', {});
    upstream.remove('a');
    const second = await runToEnd(connection, tenantId, sourceId);
    expect(second.state).toBe('succeeded');
    expect(await publishedNames(connection, tenantId)).toEqual(['b', 'c', 'd', 'e', 'f']);
    expect(await getRun(connection.db, tenantId, second.runId)).toMatchObject({
      mode: 'delta',
      received: 3,
      added: 1,
      updated: 2,
      unchanged: 0,
      deleted: 1,
    });
  } finally {
    await engine.stop();
  }
});

test('an id that a first run is given again, pages later, is one contact, as it came last', async () => {
  const { source, upstream } = scriptedSource();
  upstream.pageSize = 100;
  for (let n = 0; n < 400; n += 1) upstream.put(`c${String(n).padStart(3, '0')}`, {});
  const again = { externalId: 'c007', fields: { ...emptyContact, firstName: 'Again' } };
  upstream.onPage = (page, { cursor, first }) =>
    !first && cursor?.after === 'c199' ? { ...page, contacts: [...page.contacts, again] } : page;
  const engine = startTestEngine(connection, source);
  try {
    const tenantId = await createTenant(connection);
    const sourceId = await createSource(connection, tenantId);
    const { runId, state } = await runToEnd(connection, tenantId, sourceId);
    expect(state).toBe('succeeded');
    expect(await getRun(connection.db, tenantId, runId)).toMatchObject({
      received: 400,
      added: 400,
      updated: 0,
    });
    const names = await publishedNames(connection, tenantId);
    expect(names).toHaveLength(400);
    expect(names).toContain('Again');
    expect(names).not.toContain('c007');
  } finally {
    await engine.stop();
  }
});

test('an edited field survives runs and counts as unchanged; the rest follows the source', async () => {
  const { source, upstream } = scriptedSource();
  upstream.put('a', { lastName: 'Byron' });
  const engine = startTestEngine(connection, source);
  try {
    const tenantId = await createTenant(connection);
    const sourceId = await createSource(connection, tenantId);
    await runToEnd(connection, tenantId, sourceId);
    const id = await contactId(tenantId, 'a');
    await editContact(connection.db, { tenantId, personId: null }, system, id, { lastName: 'Lovelace' });

    upstream.put('a', { lastName: 'King' });
    const run = await runToEnd(connection, tenantId, sourceId);
    expect(await getRun(connection.db, tenantId, run.runId)).toMatchObject({ updated: 0, unchanged: 1 });
    upstream.put('a', { lastName: 'King', company: 'Engines' });
    await runToEnd(connection, tenantId, sourceId, 'full');
    const row = await connection.db
      .selectFrom('contact')
      .select(['last_name', 'company', 'edited'])
      .where('tenant_id', '=', tenantId)
      .executeTakeFirstOrThrow();
    expect(row).toEqual({ last_name: 'Lovelace', company: 'Engines', edited: ['lastName'] });
  } finally {
    await engine.stop();
  }
});
