import { sql } from 'kysely';
import type { Db } from '../../database/connect.ts';
import type { TenantId } from '../../domain/ids.ts';
import { slotsInAll } from './segment-bits.ts';

// More rows than these hardly narrow a search further.
const rowsAtMost = 12;

/**
 * The slots of the contacts that may have all these positions. Contacts without a slot are not among them: the caller
 * looks at these itself, in the same snapshot of the database.
 */
export async function findCandidates(
  db: Db,
  tenantId: TenantId,
  positions: readonly number[],
): Promise<number[]> {
  const { rows } = await candidatesQuery(tenantId, positions).execute(db);
  return rows.flatMap(({ chunks, rows }) => slotsInAll(chunks, rows));
}

export const candidatesQuery = (tenantId: TenantId, positions: readonly number[]) => sql<{
  chunks: number[];
  rows: Buffer;
}>`
  select s.chunks, (
    select string_agg(substring(s.bits from p.position * row.bytes + 1 for row.bytes), ''::bytea order by p.place)
    from unnest(${[...new Set(positions)].slice(0, rowsAtMost)}::integer[]) with ordinality as p (position, place)
  ) as rows
  from search_segment s, lateral (select 16 * cardinality(s.chunks) as bytes) as row
  where s.tenant_id = ${tenantId}`;
