import { type Actor, recordAudit } from '../access/audit.ts';
import type { Db } from '../database/connect.ts';
import type { TenantId } from '../domain/ids.ts';
import type { NameOrder } from '../domain/person-name.ts';
import { keepDerivation } from './derivation.ts';
import { inTransaction } from './in-transaction.ts';

/** Sets how a company wants names written and sorted. Published names follow in the background, see rederive-contacts.ts. */
export async function setTenantNameOrder(
  db: Db,
  tenantId: TenantId,
  actor: Actor,
  nameOrder: NameOrder,
): Promise<void> {
  await inTransaction(db, async (trx) => {
    await keepDerivation(trx, tenantId);
    await trx
      .updateTable('tenant')
      .set({ name_order: nameOrder })
      .where('tenant_id', '=', tenantId)
      .execute();
    await recordAudit(trx, tenantId, actor, {
      action: 'tenant.name-order-changed',
      subjectKind: 'tenant',
      subjectId: tenantId,
      details: { nameOrder },
    });
  });
}
