import { type Actor, recordAudit } from '../../access/audit.ts';
import type { Db } from '../../database/connect.ts';
import type { TenantId } from '../../domain/ids.ts';
import { inTransaction } from '../in-transaction.ts';
import { getRun } from './get-run.ts';
import { lockHeldRun } from './lock-held-run.ts';
import type { RunView } from './run-view.ts';
import { tellRun } from './tell-run.ts';

/**
 * Keeps the contacts that a held run would have removed, until the next run, a full one, finds them gone again. Ends with
 * `not-found`, `run-not-held` or `run-in-progress`.
 */
export async function discardHeldRun(
  db: Db,
  tenantId: TenantId,
  actor: Actor,
  runId: string,
): Promise<RunView> {
  await inTransaction(db, async (trx) => {
    const run = await lockHeldRun(trx, tenantId, runId);
    await trx
      .updateTable('sync_run')
      .set({ state: 'discarded' })
      .where('tenant_id', '=', tenantId)
      .where('id', '=', run.runId)
      .execute();
    await trx
      .updateTable('source')
      // A delta's removals are named once, and a delta sees no absence: only a full run can find them again.
      .set({ message: '', full_due: true })
      .where('tenant_id', '=', tenantId)
      .where('id', '=', run.sourceId)
      .execute();
    await recordAudit(trx, tenantId, actor, {
      action: 'run.discarded',
      subjectKind: 'run',
      subjectId: run.runId,
      details: { removals: run.pendingDeletes },
    });
    await tellRun(trx, { tenantId, ...run });
  });
  return getRun(db, tenantId, runId);
}
