import { type Actor, recordAudit } from '../access/audit.ts';
import type { Db } from '../database/connect.ts';
import { notify } from '../database/notify.ts';
import type { TenantId } from '../domain/ids.ts';
import { leastEnding } from './caller-match.ts';
import { inTransaction } from './in-transaction.ts';

/** In how many last digits two numbers of a tenant must agree at least to be taken for the same. */
export async function tenantLeastEnding(db: Db, tenantId: TenantId): Promise<number> {
  const row = await db
    .selectFrom('tenant')
    .select('least_ending')
    .where('tenant_id', '=', tenantId)
    .executeTakeFirst();
  return row?.least_ending ?? leastEnding;
}

/** Sets it, from 7 to 15; phones keep to it a moment later. */
export async function setLeastEnding(
  db: Db,
  tenantId: TenantId,
  actor: Actor,
  digits: number,
): Promise<void> {
  await inTransaction(db, async (trx) => {
    await trx.updateTable('tenant').set({ least_ending: digits }).where('tenant_id', '=', tenantId).execute();
    await recordAudit(trx, tenantId, actor, {
      action: 'tenant.least-ending-changed',
      subjectKind: 'tenant',
      subjectId: tenantId,
      details: { digits },
    });
    await notify(trx, 'switchbook_contacts', tenantId);
  });
}
