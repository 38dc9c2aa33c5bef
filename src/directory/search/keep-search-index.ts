import { setTimeout as pause } from 'node:timers/promises';
import { type RawBuilder, sql } from 'kysely';
import type { Db, Trx } from '../../database/connect.ts';
import type { TenantId } from '../../domain/ids.ts';
import { inTransaction } from '../in-transaction.ts';
import { storeSlots } from '../publish-contacts-slots.ts';
import { addSegment } from './add-segment.ts';
import { mergeSegments } from './merge-segments.ts';
import { chunkSlots, largestSegment } from './segment-bits.ts';
import { signatureWriter } from './signature.ts';

// Keeps the search index small and complete. Searches are right at any moment without it, and become slower: they look
// at each contact that has no slot, and into each segment. Any number of processes may do it at once.

/** Fewer contacts without a slot are left to be looked at by every search. */
const gatherFrom = 512;
const packedAtOnce = 512;
/** Each passes some 20 MB through memory, which is to be free again before the next. */
const betweenMerges = 200;
/** While contacts come in, a search may look into some hundred segments: chunks of small ones that are left. */
const busyUntil = 16 * largestSegment;

/**
 * Gives contacts slots where enough are without, puts small segments together, and has PostgreSQL count what has
 * changed much. `busy`: where that can wait, it waits.
 */
export async function keepSearchIndex(
  db: Db,
  signal: AbortSignal,
  { busy = false }: { readonly busy?: boolean } = {},
): Promise<void> {
  await countChanged(db);
  for (const tenantId of await tenantsWith(db, withoutSlot)) {
    while (
      !signal.aborted &&
      (await inTransaction(db, (trx) => packWaiting(trx, tenantId))) === packedAtOnce
    );
  }
  for (const tenantId of await tenantsWith(db, hasSmallSegments(busy ? busyUntil : largestSegment))) {
    while (!signal.aborted && (await inTransaction(db, (trx) => mergeSegments(trx, tenantId))))
      await pause(betweenMerges, undefined, { signal }).catch(() => {});
  }
}

// PostgreSQL counts by itself, a minute late: until then it takes a directory that has just come for a handful of
// contacts, and sorts all of them to show the first fifty.
async function countChanged(db: Db): Promise<void> {
  const { rows } = await sql<{ name: keyof typeof counted }>`
    select relname as name from pg_stat_user_tables
    where schemaname = current_schema() and relname = any(${Object.keys(counted)}::text[])
      and n_mod_since_analyze > 500 + 2 * greatest(n_live_tup - n_mod_since_analyze, 0)`.execute(db);
  for (const { name } of rows)
    await sql`analyze ${sql.table(name)} (${sql.join(counted[name].map((column) => sql.ref(column)))})`.execute(
      db,
    );
}

/** The columns that plans depend on. */
const counted = {
  contact: ['tenant_id', 'owner_id', 'source_id', 'id', 'slot'],
  contact_number: ['tenant_id', 'contact_id'],
  source_contact: ['tenant_id', 'source_id', 'contact_id'],
  local_contact: ['tenant_id', 'id', 'book', 'owner_id'],
  search_segment: ['tenant_id'],
} as const;

const withoutSlot = sql`(
  select count(*) >= ${sql.lit(gatherFrom)} from (
    select from contact c where c.tenant_id = t.tenant_id and c.slot is null limit ${sql.lit(gatherFrom)}
  ) as waiting)`;
const hasSmallSegments = (chunks: number) => sql`(
  select sum(cardinality(s.chunks)) >= ${sql.lit(chunks)} from search_segment s
  where s.tenant_id = t.tenant_id and cardinality(s.chunks) < ${sql.lit(largestSegment / 2)})`;

async function tenantsWith(db: Db, condition: RawBuilder<unknown>): Promise<TenantId[]> {
  const { rows } = await sql<{ id: TenantId }>`
    select t.tenant_id as id from tenant t where ${condition}`.execute(db);
  return rows.map(({ id }) => id);
}

/** Gives slots to some hundred contacts that have none; tells how many these were. */
export const packWaiting = (trx: Trx, tenantId: TenantId): Promise<number> =>
  pack(trx, tenantId, sql`c.slot is null`);

/** Gives slots to some hundred contacts. Whoever is being written at the moment is left for the next time. */
async function pack(trx: Trx, tenantId: TenantId, which: RawBuilder<unknown>): Promise<number> {
  const { rows } = await sql<{
    id: string;
    searchText: string;
    sourceId: string | null;
    ownerId: string | null;
  }>`
    select c.id, c.search_text as "searchText", c.source_id as "sourceId", c.owner_id as "ownerId" from contact c
    where c.tenant_id = ${tenantId} and ${which} limit ${packedAtOnce} for no key update skip locked`.execute(
    trx,
  );
  if (rows.length === 0) return 0;
  const signatures = signatureWriter();
  for (const row of rows) signatures.add(row.searchText, row);
  const slots = await addSegment(trx, tenantId, signatures.take());
  await storeSlots(
    trx,
    tenantId,
    rows.map(({ id }) => id),
    slots,
  );
  return rows.length;
}

/** Slots of contacts that were erased or have changed are never used again: thins every index that is half such. */
export async function thinSearchIndex(db: Db, signal: AbortSignal): Promise<void> {
  const { rows } = await sql<{ id: TenantId }>`
    select s.tenant_id as id from search_segment s group by s.tenant_id
    having sum(cardinality(s.chunks)) * ${sql.lit(chunkSlots)} > ${sql.lit(2 * largestSegment * chunkSlots)} + 2 * (
      select count(*) from contact c where c.tenant_id = s.tenant_id)`.execute(db);
  for (const { id } of rows) await thinSegments(db, id, signal);
}

/** Moves the contacts of a tenant's emptiest segments into new ones, and removes these. */
export async function thinSegments(db: Db, tenantId: TenantId, signal: AbortSignal): Promise<void> {
  const { rows: segments } = await sql<{ id: number; live: number; slots: number }>`
    select s.id, cardinality(s.chunks) * ${sql.lit(chunkSlots)} as slots, (
      select count(*)::integer from contact c where c.tenant_id = s.tenant_id and ${inSegment(sql.ref('s.chunks'))}
    ) as live
    from search_segment s where s.tenant_id = ${tenantId}`.execute(db);
  for (const { id, live, slots } of segments) {
    if (signal.aborted || live * 2 > slots) continue;
    const here = inSegment(
      sql`(select chunks from search_segment where tenant_id = ${tenantId} and id = ${id})`,
    );
    while (!signal.aborted && (await inTransaction(db, (trx) => pack(trx, tenantId, here))) === packedAtOnce);
    await sql`
      delete from search_segment s where s.tenant_id = ${tenantId} and s.id = ${id}
        and not exists (select from contact c where c.tenant_id = ${tenantId} and ${here})`.execute(db);
  }
}

const inSegment = (chunks: RawBuilder<unknown>): RawBuilder<unknown> => sql`c.slot in (
  select chunk::bigint * ${sql.lit(chunkSlots)} + place
  from unnest(${chunks}) as chunk, generate_series(0, ${sql.lit(chunkSlots - 1)}) as place)`;
