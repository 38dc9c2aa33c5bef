import { sql } from 'kysely';
import type { Trx } from '../database/connect.ts';
import type { RunEnding } from '../database/tables.ts';
import { inTransaction } from '../directory/in-transaction.ts';
import { tellContactsChanged, tellRun } from '../directory/runs/tell-run.ts';
import type { SourceFailure } from '../sources/source.ts';
import type { ClaimedRun } from './claim-runs.ts';
import type { Engine } from './engine.ts';
import { retryDelayMs } from './next-run.ts';
import { rememberPages } from './remembered-pages.ts';
import { lastPass, type RunMemory } from './run-memory.ts';

/** Everything was read and stored, and nothing waits: the run succeeded, and the source goes on from its cursor. */
export async function endSucceeded(
  trx: Trx,
  run: ClaimedRun,
  memory: RunMemory,
  ending: RunEnding,
): Promise<void> {
  await keepCursor(trx, run, ending);
  await sql`
    update source s
    set last_success_at = now(), last_synced = r.added + r.updated, last_deleted = r.deleted, message = ''
    from sync_run r
    where s.tenant_id = ${run.tenantId} and s.id = ${run.sourceId} and r.tenant_id = s.tenant_id
      and r.id = ${run.runId}`.execute(trx);
  await close(trx, run, { state: 'succeeded' }, memory);
}

/** Additions and changes are in; `pending` removals wait for a person. */
export async function endHeld(
  trx: Trx,
  run: ClaimedRun,
  memory: RunMemory,
  ending: RunEnding,
  { pending, contactsBefore }: { readonly pending: number; readonly contactsBefore: number },
): Promise<void> {
  const count = (n: number) => n.toLocaleString('en');
  const message = `This run would remove ${count(pending)} of ${count(contactsBefore)} contacts, so it has removed none. Look at who they are, then choose Apply or Discard.`;
  await keepCursor(trx, run, ending);
  await trx
    .updateTable('source')
    .set({ message })
    .where('tenant_id', '=', run.tenantId)
    .where('id', '=', run.sourceId)
    .execute();
  await close(
    trx,
    run,
    { state: 'held', pending_deletes: pending, error_code: 'held', error_message: message },
    memory,
  );
}

/** The run broke off. Nothing is removed, and the source's cursor stays where it was. */
export async function endFailed(
  engine: Engine,
  run: ClaimedRun,
  failure: SourceFailure,
  pageMayBeLost: boolean,
): Promise<void> {
  await inTransaction(engine.db, async (trx) => {
    if (!(await stillOurs(engine, trx, run))) return;
    const source = await trx
      .updateTable('source')
      .set({
        failures: sql`failures + 1`,
        message: failure.message,
        ...(run.mode === 'full' || pageMayBeLost ? { full_due: true } : {}),
      })
      .where('tenant_id', '=', run.tenantId)
      .where('id', '=', run.sourceId)
      .returning('failures')
      .executeTakeFirstOrThrow();
    const delay = retryDelayMs(failure.code, source.failures, failure.retryAfterMs);
    const after = (ms: number) => sql`now() + ${ms} * interval '1 millisecond'`;
    const next =
      delay === null ? sql`greatest(next_run_at, ${after(failure.retryAfterMs ?? 0)})` : after(delay);
    await sql`
      update source set next_run_at = case when enabled then ${next} end
      where tenant_id = ${run.tenantId} and id = ${run.sourceId}`.execute(trx);
    await close(trx, run, { state: 'failed', error_code: failure.code, error_message: failure.message });
  });
  engine.log.warn(
    { runId: run.runId, sourceId: run.sourceId, code: failure.code },
    'A synchronisation failed.',
  );
}

/** Somebody stopped the run. */
export async function endCancelled(engine: Engine, run: ClaimedRun): Promise<void> {
  await inTransaction(engine.db, async (trx) => {
    if (!(await stillOurs(engine, trx, run))) return;
    // A cancelled delta may have read what cannot be read again.
    await trx
      .updateTable('source')
      .set({ full_due: true })
      .where('tenant_id', '=', run.tenantId)
      .where('id', '=', run.sourceId)
      .execute();
    await close(trx, run, {
      state: 'cancelled',
      error_code: 'cancelled',
      error_message: 'Somebody stopped this run.',
    });
  });
}

async function stillOurs(engine: Engine, trx: Trx, run: ClaimedRun): Promise<boolean> {
  const row = await trx
    .selectFrom('sync_run')
    .select('id')
    .where('tenant_id', '=', run.tenantId)
    .where('id', '=', run.runId)
    .where('state', '=', 'running')
    .where('claimed_by', '=', engine.instanceId)
    .forNoKeyUpdate()
    .executeTakeFirst();
  return row !== undefined;
}

async function keepCursor(trx: Trx, run: ClaimedRun, ending: RunEnding): Promise<void> {
  await sql`
    update source s
    set cursor = r.cursor, full_due = s.full_due or ${ending.nextRunFull}, failures = 0,
      full_at = case when r.mode = 'full' then now() else s.full_at end, remark = coalesce(${ending.remark}, s.remark)
    from sync_run r
    where s.tenant_id = ${run.tenantId} and s.id = ${run.sourceId} and r.tenant_id = s.tenant_id
      and r.id = ${run.runId}`.execute(trx);
  // This run worked its removals out anew: an older one that waits has nothing to decide any more.
  await trx
    .updateTable('sync_run')
    .set({ state: 'discarded' })
    .where('tenant_id', '=', run.tenantId)
    .where('source_id', '=', run.sourceId)
    .where('state', '=', 'held')
    .execute();
}

interface Close {
  readonly state: 'succeeded' | 'held' | 'failed' | 'cancelled';
  readonly pending_deletes?: number;
  readonly error_code?: SourceFailure['code'];
  readonly error_message?: string;
}

/** `memory`: of a run that has read everything. */
async function close(trx: Trx, run: ClaimedRun, end: Close, memory?: RunMemory): Promise<void> {
  await trx
    .updateTable('sync_run')
    .set({
      pending_deletes: 0,
      ...end,
      finished_at: sql`now()`,
      cursor: null,
      feedback: null,
      claimed_by: null,
      claimed_until: null,
    })
    .where('tenant_id', '=', run.tenantId)
    .where('id', '=', run.runId)
    .execute();
  const remembered = memory?.pagesAgree && run.mode === 'full' ? lastPass(memory) : null;
  if (remembered !== null) await rememberPages(trx, run);
  await sql`
    delete from run_seen where tenant_id = ${run.tenantId} and run_id = ${run.runId}
      and (digest is null or pass is distinct from ${remembered})`.execute(trx);
  await trx
    .deleteFrom('run_removal')
    .where('tenant_id', '=', run.tenantId)
    .where('run_id', '=', run.runId)
    .execute();
  await tellRun(trx, run);
  await tellContactsChanged(trx, run.tenantId);
}
