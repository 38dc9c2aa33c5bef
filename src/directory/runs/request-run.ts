import { sql } from 'kysely';
import type { Db, Trx } from '../../database/connect.ts';
import { notify } from '../../database/notify.ts';
import { DirectoryError } from '../../domain/errors.ts';
import { newId, type RunId, type SourceId, type TenantId } from '../../domain/ids.ts';
import type { RunMode, RunTrigger } from '../../domain/run.ts';

export interface RunRequest {
  /** `full`: everything. Absent: what changed, unless a full run is due. */
  readonly mode?: 'full';
  readonly trigger: RunTrigger;
}

/**
 * Asks for a run: the row is the queue, and an engine takes it within moments. A run is full when asked for, when the
 * source never had one, when its last is a week old, when its settings changed, when a deletion may have been lost,
 * and while a held run waits (whose removals only a full run can work out anew). Ends with `run-in-progress`,
 * `source-erasing` or `not-found`.
 */
export async function requestRun(
  trx: Db | Trx,
  tenantId: TenantId,
  sourceId: SourceId,
  request: RunRequest,
): Promise<RunId> {
  const source = await lockSource(trx, tenantId, sourceId);
  if (source.erasing) throw new DirectoryError('source-erasing');
  const mode: RunMode = request.mode === 'full' || source.needs_full ? 'full' : 'delta';
  const id = newId<RunId>();
  const inserted = await trx
    .insertInto('sync_run')
    .values({
      tenant_id: tenantId,
      id,
      source_id: sourceId,
      mode,
      trigger: request.trigger,
      state: 'running',
      contacts_before: source.contact_count,
    })
    .onConflict((conflict) =>
      conflict.columns(['tenant_id', 'source_id']).where('state', '=', 'running').doNothing(),
    )
    .returning('id')
    .execute();
  if (inserted.length === 0) {
    throw new DirectoryError(
      'run-in-progress',
      'A synchronisation of this source is under way. Wait until it has ended, then try again.',
    );
  }
  await trx
    .updateTable('source')
    .set({
      last_started_at: sql`now()`,
      // From start to start. What is switched off never starts by itself.
      next_run_at: sql`case when enabled then now() + interval_hours * interval '1 hour' end`,
      // Whoever sets it while this run is under way means the next one.
      ...(mode === 'full' ? { full_due: false } : {}),
    })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', sourceId)
    .execute();
  await notify(trx, 'switchbook_run', tenantId);
  return id;
}

async function lockSource(trx: Db | Trx, tenantId: TenantId, sourceId: SourceId) {
  const found = await sql<{ erasing: boolean; contact_count: number; needs_full: boolean }>`
    select erasing, contact_count,
      full_due or cursor is null or full_at is null or full_at < now() - interval '7 days' or exists (
        select from sync_run r where r.tenant_id = s.tenant_id and r.source_id = s.id and r.state = 'held'
      ) as needs_full
    from source s
    where tenant_id = ${tenantId} and id = ${sourceId}
    for no key update`.execute(trx);
  const source = found.rows[0];
  if (!source) throw new DirectoryError('not-found', 'There is no such source.');
  return source;
}
