import { sql } from 'kysely';
import { system } from '../access/audit.ts';
import { forgetContacts } from '../directory/forget-contacts.ts';
import { inTransaction } from '../directory/in-transaction.ts';
import { eraseSource } from '../directory/runs/erase-source.ts';
import { DirectoryError } from '../domain/errors.ts';
import type { TenantId } from '../domain/ids.ts';
import type { Engine } from './engine.ts';
import { purgeRuns } from './purge-runs.ts';

export const housekeepingMs = 10 * 60_000;

const batch = 1000;

/**
 * Forgets contacts that their sources removed 30 days ago and runs of more than 400 days ago, and finishes erasing
 * sources where a crash cut that off.
 * Never throws: what fails now is done the next time.
 */
export async function housekeep(engine: Engine): Promise<void> {
  try {
    while ((await purgeRemoved(engine)) === batch);
    await finishErasing(engine);
    await purgeRuns(engine.db);
  } catch (error) {
    engine.log.warn({ err: error }, 'Housekeeping was interrupted; it goes on in ten minutes.');
  }
}

async function purgeRemoved(engine: Engine): Promise<number> {
  return inTransaction(engine.db, async (trx) => {
    const gone = await sql<{ tenantId: TenantId; contactId: string }>`
      delete from source_contact where (tenant_id, source_id, external_id) in (
        select tenant_id, source_id, external_id from source_contact
        where removed_at < now() - interval '30 days' limit ${batch} for update skip locked)
      returning tenant_id as "tenantId", contact_id as "contactId"`.execute(trx);
    for (const [tenantId, rows] of Map.groupBy(gone.rows, (row) => row.tenantId)) {
      await forgetContacts(
        trx,
        tenantId,
        rows.map((row) => row.contactId),
      );
    }
    return gone.rows.length;
  });
}

async function finishErasing(engine: Engine): Promise<void> {
  const sources = await engine.db
    .selectFrom('source')
    .select(['tenant_id', 'id'])
    .where('erasing', '=', true)
    .execute();
  for (const { tenant_id, id } of sources) {
    try {
      await eraseSource(engine.db, tenant_id as TenantId, system, id);
    } catch (error) {
      // Whoever began it has ended it in the meantime, or its run has not stopped yet.
      if (!(error instanceof DirectoryError)) throw error;
    }
  }
}
