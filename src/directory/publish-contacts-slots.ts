import { sql } from 'kysely';
import type { Db, Trx } from '../database/connect.ts';
import type { TenantId } from '../domain/ids.ts';

/** Says where the search index has contacts. Readers see the same as before: no version and no time changes. */
export async function storeSlots(
  trx: Db | Trx,
  tenantId: TenantId,
  ids: readonly string[],
  slots: readonly number[],
): Promise<void> {
  await sql`
    update contact c set slot = n.slot from unnest(${ids}::uuid[], ${slots}::bigint[]) as n (id, slot)
    where c.tenant_id = ${tenantId} and c.id = n.id`.execute(trx);
}
