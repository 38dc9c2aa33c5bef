import { sql } from 'kysely';
import type { Db, Trx } from '../database/connect.ts';
import { notify } from '../database/notify.ts';
import type { TenantId } from '../domain/ids.ts';
import { announce } from './announce.ts';
import { derivationKey, keepDerivation, tenantDerivation } from './derivation.ts';
import { inTransaction } from './in-transaction.ts';
import { publishContacts } from './publish-contacts.ts';

export interface RederiveProgress {
  readonly done: number;
  readonly total: number;
}

const batchSize = 500;

/**
 * Derives a tenant's published contacts anew after a setting changed that they follow from (its country, the order of
 * names) or the rules did, some hundred in a transaction. Where an earlier call was cut off this one goes on; when a
 * setting changes meanwhile it starts over; when nothing is to be
 * done it does nothing. Two calls at once share the work.
 */
export async function rederiveContacts(
  db: Db,
  tenantId: TenantId,
  onProgress: (progress: RederiveProgress) => void = () => {},
  signal?: AbortSignal,
): Promise<void> {
  while (!signal?.aborted) {
    const progress = await inTransaction(db, (trx) => rederiveSome(trx, tenantId));
    if (progress === null) return;
    onProgress(progress);
  }
}

/** How far it is; `null` when the contacts are as they should be. */
export async function rederiveProgress(db: Db, tenantId: TenantId): Promise<RederiveProgress | null> {
  const row = await db
    .selectFrom('derivation')
    .select(['derived_with', 'target', 'done', 'total'])
    .where('tenant_id', '=', tenantId)
    .executeTakeFirst();
  const wanted = derivationKey(await tenantDerivation(db, tenantId));
  if (!row || row.derived_with === wanted) return null;
  return row.target === wanted ? { done: row.done, total: row.total } : { done: 0, total: 0 };
}

/**
 * Watches for tenants whose settings, or the installation's country, changed, and derives their contacts anew. `now` looks at
 * once, after a change of the setting; `stop` ends within a batch.
 */
export function startRederiving({
  db,
  onError = () => {},
  everyMs = 60_000,
}: {
  readonly db: Db;
  readonly onError?: (error: unknown) => void;
  readonly everyMs?: number;
}): { now(): Promise<void>; stop(): Promise<void> } {
  const stopping = new AbortController();
  let running: Promise<void> = Promise.resolve();
  const now = () => {
    running = running.then(() => rederiveAll(db, stopping.signal)).catch(onError);
    return running;
  };
  const timer = setInterval(() => void now(), everyMs);
  void now();
  return {
    now,
    stop: async () => {
      clearInterval(timer);
      stopping.abort();
      await running;
    },
  };
}

async function rederiveAll(db: Db, signal: AbortSignal): Promise<void> {
  const tenants = await db
    .selectFrom('tenant as t')
    .leftJoin('derivation as d', 'd.tenant_id', 't.tenant_id')
    .select(['t.tenant_id', 'd.derived_with'])
    .execute();
  for (const tenant of tenants) {
    if (signal.aborted) return;
    const tenantId = tenant.tenant_id as TenantId;
    // Seen for the first time: its contacts were derived as they would be today.
    if (tenant.derived_with === null) await inTransaction(db, (trx) => keepDerivation(trx, tenantId));
    else await rederiveContacts(db, tenantId, undefined, signal);
  }
}

async function rederiveSome(trx: Trx, tenantId: TenantId): Promise<RederiveProgress | null> {
  const state = await trx
    .selectFrom('derivation')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .forUpdate()
    .executeTakeFirst();
  const wanted = derivationKey(await tenantDerivation(trx, tenantId));
  if (!state || state.derived_with === wanted) return null;
  if (state.target !== wanted) return begin(trx, tenantId, wanted);

  const ids = await trx
    .selectFrom('contact')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .$if(state.after_id !== null, (query) => query.where('id', '>', state.after_id))
    .orderBy('id')
    .limit(batchSize)
    .execute()
    .then((rows) => rows.map((row) => row.id));
  await lockOwners(trx, tenantId, ids);
  await publishContacts(trx, tenantId, ids);
  const done = state.done + ids.length;
  if (ids.length === batchSize) {
    await trx
      .updateTable('derivation')
      .set({ after_id: ids.at(-1)!, done })
      .where('tenant_id', '=', tenantId)
      .execute();
    return { done, total: Math.max(done, state.total) };
  }
  await trx
    .updateTable('derivation')
    .set({ derived_with: wanted, target: null, after_id: null, done: 0, total: 0 })
    .where('tenant_id', '=', tenantId)
    .execute();
  await notify(trx, 'switchbook_contacts', tenantId);
  await announce(trx, { tenantId, event: 'contacts', data: { reason: 'edit' } });
  return { done, total: done };
}

async function begin(trx: Trx, tenantId: TenantId, target: string): Promise<RederiveProgress> {
  const { total } = await trx
    .selectFrom('contact')
    .select((eb) => eb.fn.countAll<string>().as('total'))
    .where('tenant_id', '=', tenantId)
    .executeTakeFirstOrThrow();
  await trx
    .updateTable('derivation')
    .set({ target, after_id: null, done: 0, total: Number(total) })
    .where('tenant_id', '=', tenantId)
    .execute();
  return { done: 0, total: Number(total) };
}

// As everybody who publishes: so that no run and no edit writes the same contacts at the same time.
async function lockOwners(trx: Trx, tenantId: TenantId, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await sql`
    select from source_contact where tenant_id = ${tenantId} and contact_id = any(${ids}::uuid[])
    order by contact_id for no key update`.execute(trx);
  await sql`
    select from local_contact where tenant_id = ${tenantId} and id = any(${ids}::uuid[])
    order by id for no key update`.execute(trx);
}
