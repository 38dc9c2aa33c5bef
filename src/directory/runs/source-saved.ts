import { sql } from 'kysely';
import type { Trx } from '../../database/connect.ts';
import type { SourceId, TenantId } from '../../domain/ids.ts';
import { cancelRun } from './cancel-run.ts';
import { requestRun } from './request-run.ts';

export interface SavedChange {
  /** Whether it was switched on before; `null` when the source was just created. */
  readonly wasEnabled: boolean | null;
  /** Source.isOtherUpstream: these settings point at another set of contacts. */
  readonly otherUpstream: boolean;
  /** Any of the settings changed, such as a secret. */
  readonly settingsChanged: boolean;
}

/**
 * Keeps Enable Sync's promises after a source was saved; call it in the transaction that saves. Switched off: nothing
 * starts by itself. On from the beginning: a full run at once. Switched on later: at once when it never synced, else
 * when its interval is over. Another upstream: the next run is full, and one that is under way stops.
 */
export async function sourceSaved(
  trx: Trx,
  tenantId: TenantId,
  sourceId: SourceId,
  change: SavedChange,
): Promise<void> {
  if (change.otherUpstream) {
    await cancelRun(trx, tenantId, sourceId);
    await dropCursor(trx, tenantId, sourceId);
  }
  const source = await planNextRun(trx, tenantId, sourceId, change.settingsChanged);
  if (!source?.enabled || change.wasEnabled === true) return;
  const neverSynced = source.last_success_at === null;
  if (neverSynced && !(await isRunning(trx, tenantId, sourceId))) {
    await requestRun(trx, tenantId, sourceId, { mode: 'full', trigger: 'saved' });
  }
}

async function dropCursor(trx: Trx, tenantId: TenantId, sourceId: SourceId): Promise<void> {
  await trx
    .updateTable('source')
    .set({ full_due: true, cursor: null })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', sourceId)
    .execute();
}

async function planNextRun(trx: Trx, tenantId: TenantId, sourceId: SourceId, settingsChanged: boolean) {
  return trx
    .updateTable('source')
    .set({
      // New settings after a failure may be the cure: no reason to wait for the interval.
      next_run_at: sql`case when not enabled then null when ${settingsChanged} and failures > 0 then now()
          else last_started_at + interval_hours * interval '1 hour' end`,
    })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', sourceId)
    .returning(['enabled', 'last_success_at'])
    .executeTakeFirst();
}

async function isRunning(trx: Trx, tenantId: TenantId, sourceId: SourceId): Promise<boolean> {
  const run = await trx
    .selectFrom('sync_run')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('source_id', '=', sourceId)
    .where('state', '=', 'running')
    .executeTakeFirst();
  return run !== undefined;
}
