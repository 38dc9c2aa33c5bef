import { sql } from 'kysely';
import type { Trx } from '../../database/connect.ts';
import type { RunId, SourceId, TenantId } from '../../domain/ids.ts';
import { publishContacts } from '../publish-contacts.ts';

/** How many contacts one transaction removes. */
export const removalBatch = 1000;

/**
 * Removes the next contacts that a run lists as `pending-delete`: readers see them no more, and what is known of them
 * is kept for 30 days, in case they come back. Returns how many stood in the list; fewer than `removalBatch` means
 * that it is done. A crash between two batches is made good by calling again.
 */
export async function removePending(
  trx: Trx,
  tenantId: TenantId,
  sourceId: SourceId,
  runId: RunId,
): Promise<number> {
  const listed = await trx
    .selectFrom('run_change')
    .select(['seq', 'contact_id'])
    .where('tenant_id', '=', tenantId)
    .where('run_id', '=', runId)
    .where('change', '=', 'pending-delete')
    .orderBy('seq')
    .limit(removalBatch)
    .forUpdate()
    .execute();
  if (listed.length === 0) return 0;
  const removed = await trx
    .updateTable('source_contact')
    .set({ removed_at: sql`now()` })
    .where('tenant_id', '=', tenantId)
    .where('source_id', '=', sourceId)
    .where(
      'contact_id',
      'in',
      listed.map((row) => row.contact_id),
    )
    .where('removed_at', 'is', null)
    .returning('contact_id')
    .execute();
  await publishContacts(
    trx,
    tenantId,
    removed.map((row) => row.contact_id),
  );
  await trx
    .updateTable('run_change')
    .set({ change: 'deleted' })
    .where('tenant_id', '=', tenantId)
    .where('run_id', '=', runId)
    .where(
      'seq',
      'in',
      listed.map((row) => row.seq),
    )
    .execute();
  await sql`
    update source set contact_count = contact_count - ${removed.length}, pages_current = pages_current and ${removed.length === 0}
    where tenant_id = ${tenantId} and id = ${sourceId}`.execute(trx);
  await sql`
    update sync_run set deleted = deleted + ${removed.length}, pending_deletes = pending_deletes - ${listed.length}
    where tenant_id = ${tenantId} and id = ${runId}`.execute(trx);
  return listed.length;
}
