import { sql } from 'kysely';
import type { Db } from '../database/connect.ts';
import { forgetContacts } from '../directory/forget-contacts.ts';
import { inTransaction } from '../directory/in-transaction.ts';
import type { TenantId } from '../domain/ids.ts';
import { undoDays } from './list-imports.ts';

const batch = 1000;

/**
 * Forgets what undoing imports of more than 30 days ago would need, with the activities of contacts that they deleted,
 * and reports of unusable rows after a day. The imports stay in the list. Safe to run at any time.
 */
export async function purgeImports(db: Db): Promise<void> {
  for (let more = true; more; ) more = await purgeBatch(db);
  await sql`delete from phonebook_report where at < now() - interval '1 day'`.execute(db);
}

async function purgeBatch(db: Db): Promise<boolean> {
  return inTransaction(db, async (trx) => {
    const { rows } = await sql<{ tenantId: TenantId; contactId: string; forgotten: boolean }>`
      with old as (
        delete from phonebook_import_before where (tenant_id, import_id, contact_id) in (
          select b.tenant_id, b.import_id, b.contact_id from phonebook_import i
          join phonebook_import_before b on b.tenant_id = i.tenant_id and b.import_id = i.id
          where i.at < now() - make_interval(days => ${undoDays + 1}) limit ${batch})
        returning tenant_id, import_id, contact_id
      )
      select old.tenant_id as "tenantId", old.contact_id as "contactId",
        not exists (select from local_contact l where l.tenant_id = old.tenant_id and l.id = old.contact_id)
          and not exists (select from local_contact_deleted d where d.tenant_id = old.tenant_id and d.id = old.contact_id)
          and not exists (select from phonebook_import_before b
            where b.tenant_id = old.tenant_id and b.contact_id = old.contact_id and b.import_id <> old.import_id)
          as forgotten
      from old`.execute(trx);
    const gone = rows.filter(({ forgotten }) => forgotten);
    for (const [tenantId, ofTenant] of Map.groupBy(gone, (row) => row.tenantId))
      await forgetContacts(
        trx,
        tenantId,
        ofTenant.map(({ contactId }) => contactId),
      );
    return rows.length === batch;
  });
}
