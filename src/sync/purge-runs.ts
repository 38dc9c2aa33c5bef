import { sql } from 'kysely';
import type { Db } from '../database/connect.ts';

// As long as the audit log.
const keepDays = 400;
// A source that seldom runs keeps its last ones, however old.
const keepNewest = 50;
const runsAtOnce = 20;
const rowsAtOnce = 5_000;

/**
 * Forgets runs that began more than 400 days ago, with the contacts and rows that they list: never the newest 50 of a
 * source, one that goes on or waits for a decision, or one whose pages are still remembered. In small statements, for
 * a first run lists as many changes as its source has contacts. Safe to run at any time, in several processes too.
 */
export async function purgeRuns(db: Db): Promise<void> {
  for (;;) {
    const runs = await oldRuns(db);
    for (const { tenantId, id } of runs) {
      for (const table of ['run_change', 'run_issue'] as const) await emptyRun(db, table, tenantId, id);
      await db.deleteFrom('sync_run').where('tenant_id', '=', tenantId).where('id', '=', id).execute();
    }
    if (runs.length < runsAtOnce) return;
  }
}

async function oldRuns(db: Db) {
  // A walk along each source's history; no look at all runs of all sources.
  const { rows } = await sql<{ tenantId: string; id: string }>`
    select r.tenant_id as "tenantId", r.id from source s cross join lateral (
      select o.tenant_id, o.id from sync_run o
      where o.tenant_id = s.tenant_id and o.source_id = s.id
        and o.started_at < now() - ${keepDays} * interval '1 day'
        and o.state not in ('running', 'held')
        and (o.started_at, o.id) < (
          select n.started_at, n.id from sync_run n where n.tenant_id = s.tenant_id and n.source_id = s.id
          order by n.started_at desc, n.id desc offset ${keepNewest - 1} limit 1)
        and not exists (select from run_seen p where p.tenant_id = o.tenant_id and p.run_id = o.id)
      limit ${runsAtOnce}) r
    limit ${runsAtOnce}`.execute(db);
  return rows;
}

async function emptyRun(db: Db, table: 'run_change' | 'run_issue', tenantId: string, runId: string) {
  for (let gone = rowsAtOnce; gone === rowsAtOnce; ) {
    const { numAffectedRows } = await sql`
      delete from ${sql.table(table)} where (tenant_id, run_id, seq) in (
        select tenant_id, run_id, seq from ${sql.table(table)}
        where tenant_id = ${tenantId} and run_id = ${runId} limit ${rowsAtOnce})`.execute(db);
    gone = Number(numAffectedRows ?? 0);
  }
}
