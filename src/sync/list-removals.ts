import { sql } from 'kysely';
import type { Trx } from '../database/connect.ts';
import type { ClaimedRun } from './claim-runs.ts';
import { type RunMemory, seenSincePass } from './run-memory.ts';

export interface Removals {
  readonly count: number;
  /** The source gave a contact and its removal in one run: the contact stays, and the next run must be full. */
  readonly contradicted: boolean;
}

/**
 * Works out which contacts the run found gone, and lists them as `pending-delete`: after a complete full pass
 * those that it has not seen, else those that the source named and the run has not brought.
 */
export async function listRemovals(
  trx: Trx,
  run: ClaimedRun,
  memory: RunMemory,
  rows: number,
  sweepUnseenSincePass: number | null,
): Promise<Removals> {
  const brought = memory.brought.bytes(rows);
  const contradicted = await sql<{ found: boolean }>`
    select exists (
      select from run_removal m join source_contact s using (tenant_id, external_id)
      where m.tenant_id = ${run.tenantId} and m.run_id = ${run.runId} and s.source_id = ${run.sourceId}
        and get_bit(${brought}::bytea, s.row_no) = 1
    ) as found`.execute(trx);
  const gone =
    sweepUnseenSincePass === null
      ? sql`get_bit(${brought}::bytea, s.row_no) = 0 and s.external_id in (
          select external_id from run_removal where tenant_id = ${run.tenantId} and run_id = ${run.runId})`
      : sql`get_bit(${seenSincePass(memory, sweepUnseenSincePass).bytes(rows)}::bytea, s.row_no) = 0`;
  const listed = await sql`
    insert into run_change (tenant_id, run_id, contact_id, external_id, display_name, change)
    select s.tenant_id, ${run.runId}, s.contact_id, s.external_id,
      coalesce(c.display_name, concat_ws(' ', s.fields ->> 'firstName', s.fields ->> 'lastName')), 'pending-delete'
    from source_contact s left join contact c on c.tenant_id = s.tenant_id and c.id = s.contact_id
    where s.tenant_id = ${run.tenantId} and s.source_id = ${run.sourceId} and s.removed_at is null and ${gone}
  `.execute(trx);
  return {
    count: Number(listed.numAffectedRows ?? 0),
    contradicted: contradicted.rows[0]?.found ?? false,
  };
}
