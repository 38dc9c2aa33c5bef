import { sql } from 'kysely';
import { inTransaction } from '../directory/in-transaction.ts';
import { requestRun } from '../directory/runs/request-run.ts';
import type { SourceId, TenantId } from '../domain/ids.ts';
import type { Engine } from './engine.ts';

interface DueSource {
  readonly tenantId: TenantId;
  readonly sourceId: SourceId;
  readonly isRetry: boolean;
}

/** Asks for a run of each source whose time has come; any number of processes may do so at once. */
export async function scheduleRuns(engine: Engine): Promise<void> {
  await inTransaction(engine.db, async (trx) => {
    const due = await sql<DueSource>`
      select s.tenant_id as "tenantId", s.id as "sourceId",
        failures > 0 and next_run_at < last_started_at + interval_hours * interval '1 hour' as "isRetry"
      from source s
      where next_run_at <= now() and enabled and not erasing and not exists (
        select from sync_run r where r.tenant_id = s.tenant_id and r.source_id = s.id and r.state = 'running')
      order by next_run_at limit 20 for no key update of s skip locked`.execute(trx);
    for (const { tenantId, sourceId, isRetry } of due.rows) {
      await requestRun(trx, tenantId, sourceId, { trigger: isRetry ? 'recovery' : 'schedule' });
    }
  });
}
