import { sql } from 'kysely';
import type { Trx } from '../database/connect.ts';
import type { RunEnding } from '../database/tables.ts';
import type { RunId, SourceId, TenantId } from '../domain/ids.ts';
import type { RunMode, RunTrigger } from '../domain/run.ts';
import type { PageFeedback } from '../sources/source.ts';
import type { Engine } from './engine.ts';

// A run belongs to the process that has claimed it, for as long as it says so every ten seconds. A claim that is not
// renewed is free after 45: that is how long a crash stops a run, at most.

export const claimSeconds = 45;
export const heartbeatMs = 10_000;

export interface ClaimedRun {
  readonly tenantId: TenantId;
  readonly sourceId: SourceId;
  readonly runId: RunId;
  readonly mode: RunMode;
  readonly trigger: RunTrigger;
  readonly cursor: Buffer | null;
  readonly feedback: PageFeedback | null;
  readonly pass: number;
  readonly ending: RunEnding | null;
  /** Another process had it, and a page that it asked for may be lost. */
  readonly cutOff: boolean;
}

/** The run is not ours any more (another process took it, or it was ended): stop, and write nothing. */
export class ClaimLost extends Error {
  override readonly name = 'ClaimLost';
}

/** Somebody asked the run to stop. */
export class RunCancelled extends Error {
  override readonly name = 'RunCancelled';
}

/** Takes up to `limit` runs that nobody works on, the longest waiting first. */
export async function claimRuns(engine: Engine, limit: number): Promise<ClaimedRun[]> {
  const claimed = await sql<ClaimedRun>`
    with free as (
      select tenant_id, id, claimed_by from sync_run
      where state = 'running' and (claimed_until is null or claimed_until < now())
      order by started_at limit ${limit} for update skip locked
    )
    update sync_run r
    set claimed_by = ${engine.instanceId}, claimed_until = now() + ${claimSeconds} * interval '1 second'
    from free where r.tenant_id = free.tenant_id and r.id = free.id
    returning r.tenant_id as "tenantId", r.source_id as "sourceId", r.id as "runId", r.mode, r.trigger, r.cursor,
      r.feedback, r.pass, r.ending, free.claimed_by is not null as "cutOff"`.execute(engine.db);
  return claimed.rows;
}

/** Renews our claims, and tells which of these runs are lost and which should stop. */
export async function renewClaims(
  engine: Engine,
  runIds: readonly string[],
): Promise<{ readonly lost: readonly string[]; readonly cancelled: readonly string[] }> {
  if (runIds.length === 0) return { lost: [], cancelled: [] };
  const renewed = await sql<{ id: string; cancel_requested: boolean }>`
    update sync_run set claimed_until = now() + ${claimSeconds} * interval '1 second'
    where state = 'running' and claimed_by = ${engine.instanceId} and id = any(${runIds}::uuid[])
    returning id, cancel_requested`.execute(engine.db);
  const kept = new Set(renewed.rows.map((row) => row.id));
  return {
    lost: runIds.filter((id) => !kept.has(id)),
    cancelled: renewed.rows.filter((row) => row.cancel_requested).map((row) => row.id),
  };
}

/**
 * Gives a run back at once, for a process that stops. `pageMayBeLost`: a page whose reading erases was asked for and
 * not stored; the run then counts as cut off.
 */
export async function releaseRun(engine: Engine, run: ClaimedRun, pageMayBeLost: boolean): Promise<void> {
  await engine.db
    .updateTable('sync_run')
    .set({ claimed_until: null, ...(pageMayBeLost ? {} : { claimed_by: null }) })
    .where('tenant_id', '=', run.tenantId)
    .where('id', '=', run.runId)
    .where('claimed_by', '=', engine.instanceId)
    .where('state', '=', 'running')
    .execute();
}

/** What a transaction of a run starts with. Holds the run's row until the transaction ends. */
export interface HeldClaim {
  readonly nextRowNo: number;
  readonly contactsBefore: number;
  readonly deleted: number;
}

/**
 * Proves inside a transaction that the run is still ours, so that a process that was away for too long (a suspended
 * machine, a long pause) writes nothing. `durable`: the transaction is to survive a power cut once it is committed.
 * Throws `ClaimLost` or `RunCancelled`.
 */
export async function holdClaim(
  engine: Engine,
  trx: Trx,
  run: ClaimedRun,
  { durable = true } = {},
): Promise<HeldClaim> {
  const found = await sql<HeldClaim & { cancel: boolean }>`
    select r.cancel_requested as cancel, r.contacts_before as "contactsBefore", r.deleted,
      s.next_row_no as "nextRowNo", set_config('synchronous_commit', ${durable ? 'on' : 'off'}, true)
    from sync_run r join source s on s.tenant_id = r.tenant_id and s.id = r.source_id
    where r.tenant_id = ${run.tenantId} and r.id = ${run.runId} and r.state = 'running'
      and r.claimed_by = ${engine.instanceId}
    for no key update of r`.execute(trx);
  const claim = found.rows[0];
  if (!claim) throw new ClaimLost();
  if (claim.cancel) throw new RunCancelled();
  return claim;
}
