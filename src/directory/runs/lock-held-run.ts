import type { Trx } from '../../database/connect.ts';
import { DirectoryError } from '../../domain/errors.ts';
import type { RunId, SourceId, TenantId } from '../../domain/ids.ts';
import { isUuid } from '../is-uuid.ts';

export interface HeldRun {
  readonly runId: RunId;
  readonly sourceId: SourceId;
  readonly pendingDeletes: number;
}

/** Takes a held run to decide on it. Ends with `not-found`, `run-not-held` or `run-in-progress`. */
export async function lockHeldRun(trx: Trx, tenantId: TenantId, runId: string): Promise<HeldRun> {
  const run = isUuid(runId)
    ? await trx
        .selectFrom('sync_run')
        .select(['id', 'source_id', 'state', 'pending_deletes'])
        .where('tenant_id', '=', tenantId)
        .where('id', '=', runId)
        .forNoKeyUpdate()
        .executeTakeFirst()
    : undefined;
  if (!run) throw new DirectoryError('not-found', 'There is no such run.');
  if (run.state !== 'held') {
    throw new DirectoryError('run-not-held', 'This run does not wait for a decision (any more).');
  }
  // The lock on the source keeps a new run from starting between this look and the end of the transaction.
  await trx
    .selectFrom('source')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('id', '=', run.source_id)
    .forNoKeyUpdate()
    .execute();
  const newer = await trx
    .selectFrom('sync_run')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('source_id', '=', run.source_id)
    .where('state', '=', 'running')
    .executeTakeFirst();
  if (newer) {
    throw new DirectoryError(
      'run-in-progress',
      'A newer synchronisation is under way and works out anew what is to be removed. Wait until it has ended.',
    );
  }
  return {
    runId: run.id as RunId,
    sourceId: run.source_id as SourceId,
    pendingDeletes: run.pending_deletes,
  };
}
