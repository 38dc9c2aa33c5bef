import { sql } from 'kysely';
import type { Trx } from '../database/connect.ts';
import type { TenantId } from '../domain/ids.ts';
import { forgetContacts } from './forget-contacts.ts';

const batch = 2000;

/** Deletes everything in somebody's personal book for good, also what they could still have restored. */
export async function deletePersonalBook(trx: Trx, tenantId: TenantId, ownerId: string): Promise<void> {
  for (const table of ['local_contact', 'local_contact_deleted'])
    await deleteOwned(trx, tenantId, ownerId, table);
}

async function deleteOwned(trx: Trx, tenantId: TenantId, ownerId: string, table: string): Promise<void> {
  for (let more = true; more; ) {
    const gone = await sql<{ id: string }>`
      delete from ${sql.table(table)} where tenant_id = ${tenantId} and id in (
        select id from ${sql.table(table)}
        where tenant_id = ${tenantId} and book = 'personal' and owner_id = ${ownerId}::uuid limit ${batch})
      returning id`.execute(trx);
    await forgetContacts(
      trx,
      tenantId,
      gone.rows.map((row) => row.id),
    );
    more = gone.rows.length === batch;
  }
}
