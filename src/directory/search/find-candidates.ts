import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../database/connect.ts';
import type { TenantId } from '../../domain/ids.ts';
import type { Needs } from './needs.ts';
import { countBits, fulfilling, slotsOf, someSlotsOf } from './segment-bits.ts';

export interface Candidates {
  readonly count: number;
  readonly slots: () => number[];
  /** About so many of them, from everywhere. */
  readonly sample: (about: number) => number[];
}

/**
 * The contacts that may fulfil all conditions. Contacts without a slot are not among them: the caller looks at these
 * itself, in the same snapshot of the database.
 */
export async function findCandidates(db: Db, tenantId: TenantId, needs: Needs): Promise<Candidates> {
  const { rows } = await candidatesQuery(tenantId, needs).execute(db);
  const found = rows.map(({ chunks, rows }) => ({
    chunks,
    words: fulfilling(needs, chunks.length, Buffer.from(rows, 'base64')),
  }));
  const count = found.reduce((sum, { words }) => sum + countBits(words), 0);
  return {
    count,
    slots: () => found.flatMap(({ chunks, words }) => slotsOf(chunks, words)),
    sample: (about) => someSlotsOf(found, Math.max(1, Math.floor(count / about))),
  };
}

/** On `contact c`. In a `select` of its own the planner does not see the list, and does not estimate its thousands of slots one by one. */
export const isAmong = (slots: readonly number[]): RawBuilder<boolean> =>
  sql`c.slot = any((select ${`{${slots.join(',')}}`}::bigint[])::bigint[])`;

/** Rows of bits in the order of the positions of all ways of all conditions. */
export const candidatesQuery = (tenantId: TenantId, needs: Needs) => sql<{
  chunks: number[];
  rows: string;
}>`
  select s.chunks, (
    select encode(string_agg(substring(s.bits from p.position * row.bytes + 1 for row.bytes), ''::bytea order by p.place), 'base64')
    from unnest(${needs.flat(2)}::integer[]) with ordinality as p (position, place)
  ) as rows
  from search_segment s, lateral (select 16 * cardinality(s.chunks) as bytes) as row
  where s.tenant_id = ${tenantId}`;
