import { inTransaction } from '../directory/in-transaction.ts';
import { type ClaimedRun, holdClaim } from './claim-runs.ts';
import type { Engine } from './engine.ts';

/**
 * Turns a delta into a full run from its beginning: its cursor has expired, or a page may be lost. What it has stored
 * and counted stays; its removals are worked out anew, by absence. `forgetCursor`: the source's is of no use either.
 */
export async function becomeFull(
  engine: Engine,
  run: ClaimedRun,
  { forgetCursor }: { readonly forgetCursor: boolean },
): Promise<ClaimedRun> {
  await inTransaction(engine.db, async (trx) => {
    await holdClaim(engine, trx, run);
    await trx
      .updateTable('sync_run')
      .set({ mode: 'full', cursor: null, feedback: null, pass: 1, ending: null, total: null })
      .where('tenant_id', '=', run.tenantId)
      .where('id', '=', run.runId)
      .execute();
    await trx
      .deleteFrom('run_removal')
      .where('tenant_id', '=', run.tenantId)
      .where('run_id', '=', run.runId)
      .execute();
    // Pass 0 is before every sweep: what the delta brought is remembered for the counts alone.
    await trx
      .updateTable('run_seen')
      .set({ pass: 0 })
      .where('tenant_id', '=', run.tenantId)
      .where('run_id', '=', run.runId)
      .execute();
    await trx
      .updateTable('source')
      .set({ full_due: false, ...(forgetCursor ? { cursor: null } : {}) })
      .where('tenant_id', '=', run.tenantId)
      .where('id', '=', run.sourceId)
      .execute();
  });
  return { ...run, mode: 'full', cursor: null, feedback: null, pass: 1, ending: null };
}
