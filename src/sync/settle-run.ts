import type { RunEnding } from '../database/tables.ts';
import { inTransaction } from '../directory/in-transaction.ts';
import { storableJson } from '../directory/json-rows.ts';
import { removalBatch, removePending } from '../directory/runs/remove-pending.ts';
import { tellRun } from '../directory/runs/tell-run.ts';
import { type ClaimedRun, holdClaim } from './claim-runs.ts';
import { endHeld, endSucceeded } from './end-run.ts';
import type { Engine } from './engine.ts';
import { listRemovals } from './list-removals.ts';
import { mustHold } from './mass-delete-guard.ts';
import type { RunMemory } from './run-memory.ts';

/**
 * Ends a run whose pages are all stored: works its removals out, lets the guard hold them or removes them batch by
 * batch. A crash in between goes on where it was, and decides no second time.
 */
export async function settleRun(
  engine: Engine,
  run: ClaimedRun,
  memory: RunMemory,
  ending: RunEnding,
): Promise<void> {
  let last = ending;
  if (!ending.removalsListed) {
    const decided = await decide(engine, run, memory, ending);
    if (decided === 'ended') return;
    last = decided;
  }
  while (!(await removeBatch(engine, run, memory, last)));
}

async function decide(
  engine: Engine,
  run: ClaimedRun,
  memory: RunMemory,
  ending: RunEnding,
): Promise<RunEnding | 'ended'> {
  return inTransaction(engine.db, async (trx) => {
    const { contactsBefore, nextRowNo } = await holdClaim(engine, trx, run);
    const removals = await listRemovals(trx, run, memory, nextRowNo, ending.sweepUnseenSincePass);
    const decided = {
      ...ending,
      nextRunFull: ending.nextRunFull || removals.contradicted,
      removalsListed: true,
    };
    if (removals.count === 0) {
      await endSucceeded(trx, run, memory, decided);
      return 'ended';
    }
    if (mustHold(removals.count, contactsBefore)) {
      await endHeld(trx, run, memory, decided, { pending: removals.count, contactsBefore });
      return 'ended';
    }
    await trx
      .updateTable('sync_run')
      .set({ ending: storableJson(decided), pending_deletes: removals.count })
      .where('tenant_id', '=', run.tenantId)
      .where('id', '=', run.runId)
      .execute();
    return decided;
  });
}

async function removeBatch(
  engine: Engine,
  run: ClaimedRun,
  memory: RunMemory,
  ending: RunEnding,
): Promise<boolean> {
  return inTransaction(engine.db, async (trx) => {
    await holdClaim(engine, trx, run);
    const listed = await removePending(trx, run.tenantId, run.sourceId, run.runId);
    const done = listed < removalBatch;
    if (done) await endSucceeded(trx, run, memory, ending);
    else await tellRun(trx, run);
    return done;
  });
}
