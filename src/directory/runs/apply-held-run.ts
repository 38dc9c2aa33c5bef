import { sql } from 'kysely';
import { type Actor, recordAudit } from '../../access/audit.ts';
import type { Db, Trx } from '../../database/connect.ts';
import type { RunId, SourceId, TenantId } from '../../domain/ids.ts';
import { inTransaction } from '../in-transaction.ts';
import { getRun } from './get-run.ts';
import { lockHeldRun } from './lock-held-run.ts';
import { removalBatch, removePending } from './remove-pending.ts';
import type { RunView } from './run-view.ts';
import { tellContactsChanged, tellRun } from './tell-run.ts';

/**
 * Lets a held run's removals through; it has then succeeded. Removes batch by batch: one that was cut off half-way is
 * still held, with fewer to go. Ends with `not-found`, `run-not-held`, or `run-in-progress` while the source's next
 * run works the removals out anew.
 */
export async function applyHeldRun(
  db: Db,
  tenantId: TenantId,
  actor: Actor,
  runId: string,
): Promise<RunView> {
  for (let done = false, first = true; !done; first = false) {
    done = await inTransaction(db, async (trx) => {
      const run = await lockHeldRun(trx, tenantId, runId);
      if (first) {
        await recordAudit(trx, tenantId, actor, {
          action: 'run.applied',
          subjectKind: 'run',
          subjectId: run.runId,
          details: { removals: run.pendingDeletes },
        });
      }
      const listed = await removePending(trx, tenantId, run.sourceId, run.runId);
      if (listed === removalBatch) return false;
      await succeed(trx, tenantId, run.sourceId, run.runId);
      await tellContactsChanged(trx, tenantId);
      await tellRun(trx, { tenantId, ...run });
      return true;
    });
  }
  return getRun(db, tenantId, runId);
}

async function succeed(trx: Trx, tenantId: TenantId, sourceId: SourceId, runId: RunId): Promise<void> {
  await trx
    .updateTable('sync_run')
    .set({ state: 'succeeded', error_code: null, error_message: null, pending_deletes: 0 })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', runId)
    .execute();
  await sql`
    update source s
    set last_success_at = now(), last_synced = r.added + r.updated, last_deleted = r.deleted, failures = 0, message = ''
    from sync_run r
    where s.tenant_id = ${tenantId} and s.id = ${sourceId} and r.tenant_id = s.tenant_id and r.id = ${runId}
  `.execute(trx);
}
