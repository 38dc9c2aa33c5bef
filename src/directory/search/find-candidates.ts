import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../database/connect.ts';
import type { TenantId } from '../../domain/ids.ts';
import type { Needs } from './needs.ts';
import { chunkSlots, countBits, fulfilling, rowBytes, slotsOf, someSlotsOf } from './segment-bits.ts';

export interface Candidates {
  readonly count: number;
  /** How many contacts the index has room for, candidates or not. */
  readonly outOf: number;
  /** The bits of each segment, by its first chunk. */
  readonly words: ReadonlyMap<number, Uint32Array>;
  readonly slots: () => number[];
  /** About so many of them, from everywhere. */
  readonly sample: (about: number) => number[];
}

/**
 * The contacts that may fulfil all conditions. Contacts without a slot are not among them: the caller looks at these
 * itself, in the same snapshot of the database.
 */
export async function findCandidates(db: Db, tenantId: TenantId, needs: Needs): Promise<Candidates> {
  const [found] = await findAmong(db, tenantId, null, [needs]);
  return found!;
}

/** The same for several sets of conditions in one look, of those among candidates of the same snapshot. */
export async function findAmong(
  db: Db,
  tenantId: TenantId,
  among: Candidates | null,
  several: readonly Needs[],
): Promise<Candidates[]> {
  const { rows } = await candidatesQuery(tenantId, several.flat()).execute(db);
  const segments = rows.map(({ chunks, rows: bits }) => ({
    chunks,
    bits: Buffer.from(bits ?? '', 'base64'),
  }));
  let from = 0;
  return several.map((needs) => {
    const count = needs.flat(2).length;
    const found = segments.map(({ chunks, bits }) => {
      const row = rowBytes(chunks.length);
      const words = fulfilling(needs, chunks.length, bits.subarray(from * row, (from + count) * row));
      const others = among?.words.get(chunks[0]!);
      if (others) for (let at = 0; at < words.length; at += 1) words[at]! &= others[at]!;
      return { chunks, words };
    });
    from += count;
    return candidatesOf(found);
  });
}

function candidatesOf(
  found: readonly { readonly chunks: readonly number[]; readonly words: Uint32Array }[],
): Candidates {
  const count = found.reduce((sum, { words }) => sum + countBits(words), 0);
  return {
    count,
    outOf: found.reduce((sum, { chunks }) => sum + chunks.length * chunkSlots, 0),
    words: new Map(found.map(({ chunks, words }) => [chunks[0]!, words])),
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
  rows: string | null;
}>`
  select s.chunks, (
    select encode(string_agg(substring(s.bits from p.position * row.bytes + 1 for row.bytes), ''::bytea order by p.place), 'base64')
    from unnest(${needs.flat(2)}::integer[]) with ordinality as p (position, place)
  ) as rows
  from search_segment s, lateral (select 16 * cardinality(s.chunks) as bytes) as row
  where s.tenant_id = ${tenantId}`;
