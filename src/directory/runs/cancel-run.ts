import type { Db, Trx } from '../../database/connect.ts';
import { notify } from '../../database/notify.ts';
import type { SourceId, TenantId } from '../../domain/ids.ts';

/** Asks the source's running run to stop at its next page or wait. Nothing happens when none is running. */
export async function cancelRun(trx: Db | Trx, tenantId: TenantId, sourceId: SourceId): Promise<void> {
  await trx
    .updateTable('sync_run')
    .set({ cancel_requested: true })
    .where('tenant_id', '=', tenantId)
    .where('source_id', '=', sourceId)
    .where('state', '=', 'running')
    .execute();
  await notify(trx, 'switchbook_run', tenantId);
}
