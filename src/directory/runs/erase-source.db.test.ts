import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createTestDatabase } from '../../../test/database.ts';
import { createSource, createTenant } from '../../../test/sync-fixture.ts';
import { system } from '../../access/audit.ts';
import { emptyContact } from '../../domain/contact.ts';
import { newId, type TenantId } from '../../domain/ids.ts';
import { publishContacts } from '../publish-contacts.ts';
import { eraseSource } from './erase-source.ts';
import { requestRun } from './request-run.ts';

let connection: Awaited<ReturnType<typeof createTestDatabase>>;
let tenantId: TenantId;
beforeAll(async () => {
  connection = await createTestDatabase();
  tenantId = await createTenant(connection);
});
afterEach(async () => {
  await connection.db.deleteFrom('source').execute();
});
afterAll(() => connection.drop());

async function sourceWith(contacts: number) {
  const sourceId = await createSource(connection, tenantId, { enabled: true });
  const rows = Array.from({ length: contacts }, (_, row_no) => ({
    tenant_id: tenantId,
    source_id: sourceId,
    external_id: String(row_no),
    contact_id: newId(),
    row_no,
    hash: Buffer.alloc(16),
    fields: JSON.stringify({ ...emptyContact, firstName: `n${row_no}` }),
  }));
  await connection.db.insertInto('source_contact').values(rows).execute();
  await connection.db.transaction().execute((trx) =>
    publishContacts(
      trx,
      tenantId,
      rows.map((row) => row.contact_id),
    ),
  );
  return { sourceId, ids: rows.map((row) => row.contact_id) };
}

test('erasing a source leaves nothing of it and everything of the others', async () => {
  const { sourceId, ids } = await sourceWith(2500);
  const other = await sourceWith(3);
  await connection.db
    .insertInto('contact_override')
    .values({ tenant_id: tenantId, contact_id: ids[0]!, field: 'company', value: '"x"', edited_by: 'Ann' })
    .execute();
  await connection.db
    .insertInto('activity')
    .values(
      [ids[0], ids[0], ids[2400], other.ids[0]].map((contact_id) => ({
        tenant_id: tenantId,
        id: newId(),
        contact_id: contact_id ?? null,
        kind: 'note' as const,
        at: new Date(),
        author_kind: 'person' as const,
        author_name: 'Ann',
      })),
    )
    .execute();
  expect(await eraseSource(connection.db, tenantId, system, sourceId)).toEqual({
    contacts: 2500,
    activities: 3,
  });
  for (const table of ['contact', 'contact_override', 'source_contact', 'source'] as const) {
    const left = await connection.db.selectFrom(table).select('tenant_id').execute();
    expect([table, left.length]).toEqual([
      table,
      { contact: 3, contact_override: 0, source_contact: 3, source: 1 }[table],
    ]);
  }
  await eraseSource(connection.db, tenantId, system, other.sourceId);
  await expect(eraseSource(connection.db, tenantId, system, sourceId)).rejects.toMatchObject({
    code: 'not-found',
  });
});

test('a run that waits or whose process died is stopped first, and none can be asked for', async () => {
  const { sourceId } = await sourceWith(3);
  await requestRun(connection.db, tenantId, sourceId, { trigger: 'manual' });
  expect(await eraseSource(connection.db, tenantId, system, sourceId)).toMatchObject({ contacts: 3 });
  await expect(requestRun(connection.db, tenantId, sourceId, { trigger: 'manual' })).rejects.toMatchObject({
    code: 'not-found',
  });
});
