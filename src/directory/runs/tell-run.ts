import type { Db, Trx } from '../../database/connect.ts';
import { notify } from '../../database/notify.ts';
import type { RunId, SourceId, TenantId } from '../../domain/ids.ts';
import type { RunMode, RunState } from '../../domain/run.ts';
import { announce } from '../announce.ts';

/** How far a run is, as browsers are told. */
export interface RunProgress {
  readonly state: RunState;
  readonly mode: RunMode;
  readonly received: number;
  readonly added: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly deleted: number;
  readonly pendingDeletes: number;
  readonly total: number | null;
}

interface RunOfSource {
  readonly tenantId: TenantId;
  readonly sourceId: SourceId;
  readonly runId: RunId;
}

export async function tellProgress(trx: Db | Trx, run: RunOfSource, progress: RunProgress): Promise<void> {
  const { tenantId, sourceId, runId } = run;
  await announce(trx, { tenantId, event: 'run', data: { id: runId, sourceId, ...progress } });
}

export async function tellContactsChanged(trx: Db | Trx, tenantId: TenantId): Promise<void> {
  await announce(trx, { tenantId, event: 'contacts', data: { reason: 'sync' } });
  await notify(trx, 'switchbook_contacts', tenantId);
}

/** Tells how a run stands now. */
export async function tellRun(trx: Db | Trx, run: RunOfSource): Promise<void> {
  const progress = await trx
    .selectFrom('sync_run')
    .select(['state', 'mode', 'received', 'added', 'updated', 'unchanged', 'deleted', 'total'])
    .select('pending_deletes as pendingDeletes')
    .where('tenant_id', '=', run.tenantId)
    .where('id', '=', run.runId)
    .executeTakeFirst();
  if (progress) await tellProgress(trx, run, progress);
}
