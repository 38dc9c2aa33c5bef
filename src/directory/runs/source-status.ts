import { sql } from 'kysely';
import type { Db } from '../../database/connect.ts';
import type { TenantId } from '../../domain/ids.ts';

/** A source's status as the API shows it (contract/source.ts, sourceStatus). */
export interface SourceStatus {
  readonly state: 'idle' | 'running' | 'held' | 'failed';
  readonly lastSuccessAt: string | null;
  readonly synced: number;
  readonly deleted: number;
  readonly nextRunAt: string | null;
  readonly message: string;
  readonly remark: string;
  readonly contacts: number;
  readonly pendingDeletes: number;
  readonly runId: string | null;
  readonly progress: { readonly received: number; readonly total: number | null } | null;
}

interface Row {
  readonly id: string;
  readonly last_success_at: Date | null;
  readonly last_synced: number;
  readonly last_deleted: number;
  readonly next_run_at: Date | null;
  readonly message: string;
  readonly remark: string;
  readonly contacts: number;
  readonly run_id: string | null;
  readonly run_state: string | null;
  readonly received: number | null;
  readonly total: number | null;
  readonly pending: number | null;
}

/** The status of these sources (absent: of all of the tenant's), by source id. */
export async function sourceStatuses(
  db: Db,
  tenantId: TenantId,
  sourceIds?: readonly string[],
): Promise<ReadonlyMap<string, SourceStatus>> {
  // The run that matters: the one under way, else the one that waits for a decision, else the last.
  const found = await sql<Row>`
    select s.id, s.last_success_at, s.last_synced, s.last_deleted, s.next_run_at, s.message, s.remark,
      greatest(0, s.contact_count - (
        select count(*)::integer from contact_hidden h
        join source_contact c on c.tenant_id = h.tenant_id and c.contact_id = h.contact_id and c.removed_at is null
        where h.tenant_id = s.tenant_id and h.source_id = s.id)) as contacts,
      r.id as run_id, r.state as run_state, r.received, r.total,
      (select sum(pending_deletes)::integer from sync_run w
        where w.tenant_id = s.tenant_id and w.source_id = s.id and w.state = 'held') as pending
    from source s left join lateral (
      select id, state, received, total from sync_run r
      where r.tenant_id = s.tenant_id and r.source_id = s.id
      order by r.state = 'running' desc, r.state = 'held' desc, started_at desc, id desc limit 1) r on true
    where s.tenant_id = ${tenantId}
      ${sourceIds ? sql`and s.id::text = any(${sourceIds.map((id) => id.toLowerCase())}::text[])` : sql``}`.execute(
    db,
  );
  return new Map(found.rows.map((row) => [row.id, status(row)]));
}

function status(row: Row): SourceStatus {
  const { run_state: state } = row;
  return {
    state: state === 'running' || state === 'held' || state === 'failed' ? state : 'idle',
    lastSuccessAt: row.last_success_at?.toISOString() ?? null,
    synced: row.last_synced,
    deleted: row.last_deleted,
    nextRunAt: row.next_run_at?.toISOString() ?? null,
    message: row.message,
    remark: row.remark,
    contacts: row.contacts,
    pendingDeletes: row.pending ?? 0,
    runId: row.run_id,
    progress: state === 'running' ? { received: row.received ?? 0, total: row.total } : null,
  };
}
