import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import { type Actor, recordAudit } from '../../access/audit.ts';
import type { Db, Trx } from '../../database/connect.ts';
import { notify } from '../../database/notify.ts';
import { DirectoryError } from '../../domain/errors.ts';
import type { SourceId, TenantId } from '../../domain/ids.ts';
import { announce } from '../announce.ts';
import { forgetContacts } from '../forget-contacts.ts';
import { inTransaction } from '../in-transaction.ts';
import { isUuid } from '../is-uuid.ts';
import { cancelRun } from './cancel-run.ts';

const batch = 2000;
const stopWithinMs = 90_000;

export interface Erased {
  /** Contacts that the source had, hidden ones included. */
  readonly contacts: number;
  readonly activities: number;
}

/**
 * Removes a source with its configuration, history and contacts, their overrides, hidden marks and activities. Stops
 * its run first. Returns when all is gone. One that was cut off goes on when called again (an engine does so by
 * itself). Ends with `not-found`.
 */
export async function eraseSource(
  db: Db,
  tenantId: TenantId,
  actor: Actor,
  sourceId: string,
): Promise<Erased> {
  const id = sourceId as SourceId;
  const name = await inTransaction(db, (trx) => begin(trx, tenantId, id));
  await stopRuns(db, tenantId, id);

  const erased = { contacts: 0, activities: 0 };
  for (let gone = await eraseBatch(db, tenantId, id); gone; gone = await eraseBatch(db, tenantId, id)) {
    erased.contacts += gone.contacts;
    erased.activities += gone.activities;
  }
  await eraseHistory(db, tenantId, id);
  await inTransaction(db, async (trx) => {
    await trx.deleteFrom('source').where('tenant_id', '=', tenantId).where('id', '=', id).execute();
    await recordAudit(trx, tenantId, actor, {
      action: 'source.erased',
      subjectKind: 'source',
      subjectId: id,
      details: { name, ...erased },
    });
    await notify(trx, 'switchbook_contacts', tenantId);
    await announce(trx, { tenantId, event: 'contacts', data: { reason: 'erase' } });
  });
  return erased;
}

async function begin(trx: Trx, tenantId: TenantId, sourceId: SourceId): Promise<string> {
  const source = isUuid(sourceId)
    ? await trx
        .updateTable('source')
        .set({ erasing: true, enabled: false, next_run_at: null, secrets: null })
        .where('tenant_id', '=', tenantId)
        .where('id', '=', sourceId)
        .returning('name')
        .executeTakeFirst()
    : undefined;
  if (!source) throw new DirectoryError('not-found', 'There is no such source.');
  await cancelRun(trx, tenantId, sourceId);
  return source.name;
}

// Whoever runs it stops at its next page or wait. A run that nobody has, or whose process is dead, is ended here.
async function stopRuns(db: Db, tenantId: TenantId, sourceId: SourceId): Promise<void> {
  const until = performance.now() + stopWithinMs;
  for (;;) {
    await sql`
      update sync_run set state = 'cancelled', finished_at = now(), claimed_by = null, claimed_until = null
      where tenant_id = ${tenantId} and source_id = ${sourceId} and state = 'running'
        and (claimed_until is null or claimed_until < now())`.execute(db);
    const running = await db
      .selectFrom('sync_run')
      .select('id')
      .where('tenant_id', '=', tenantId)
      .where('source_id', '=', sourceId)
      .where('state', '=', 'running')
      .executeTakeFirst();
    if (!running) return;
    if (performance.now() > until) {
      throw new DirectoryError(
        'run-in-progress',
        'The synchronisation that is under way did not stop. The source is switched off; try to erase it again in a minute.',
      );
    }
    await wait(100);
  }
}

async function eraseBatch(db: Db, tenantId: TenantId, sourceId: SourceId): Promise<Erased | null> {
  return inTransaction(db, async (trx) => {
    const rows = await sql<{ contact_id: string; live: boolean }>`
      delete from source_contact where tenant_id = ${tenantId} and source_id = ${sourceId} and external_id in (
        select external_id from source_contact where tenant_id = ${tenantId} and source_id = ${sourceId}
        limit ${batch} for update)
      returning contact_id, removed_at is null as live`.execute(trx);
    if (rows.rows.length === 0) return null;
    const activities = await forgetContacts(
      trx,
      tenantId,
      rows.rows.map((row) => row.contact_id),
    );
    return { contacts: rows.rows.filter((row) => row.live).length, activities };
  });
}

async function eraseHistory(db: Db, tenantId: TenantId, sourceId: SourceId): Promise<void> {
  const runs = await db
    .selectFrom('sync_run')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('source_id', '=', sourceId)
    .execute();
  for (const { id } of runs) {
    for (let left = true; left; ) {
      const gone = await sql`
        delete from run_change where tenant_id = ${tenantId} and run_id = ${id} and seq in (
          select seq from run_change where tenant_id = ${tenantId} and run_id = ${id} limit 20000)`.execute(
        db,
      );
      left = (gone.numAffectedRows ?? 0n) > 0n;
    }
  }
}
