import { sql } from 'kysely';
import type { Db } from '../../database/connect.ts';
import type { TenantId } from '../../domain/ids.ts';
import { countBits, inAllRows, slotsOf } from './segment-bits.ts';

// More rows than these hardly narrow a search further, and each is a bit a contact to be sent.
const rowsAtMost = 8;

export interface Candidates {
  readonly count: number;
  readonly slots: () => number[];
}

/**
 * The contacts that may have all these positions. Contacts without a slot are not among them: the caller looks at these
 * itself, in the same snapshot of the database.
 */
export async function findCandidates(
  db: Db,
  tenantId: TenantId,
  positions: readonly number[],
): Promise<Candidates> {
  const { rows } = await candidatesQuery(tenantId, positions).execute(db);
  const found = rows.map(({ chunks, rows }) => ({
    chunks,
    words: inAllRows(chunks.length, Buffer.from(rows, 'base64')),
  }));
  return {
    count: found.reduce((sum, { words }) => sum + countBits(words), 0),
    slots: () => found.flatMap(({ chunks, words }) => slotsOf(chunks, words)),
  };
}

export const candidatesQuery = (tenantId: TenantId, positions: readonly number[]) => sql<{
  chunks: number[];
  rows: string;
}>`
  select s.chunks, (
    select encode(string_agg(substring(s.bits from p.position * row.bytes + 1 for row.bytes), ''::bytea order by p.place), 'base64')
    from unnest(${[...new Set(positions)].slice(0, rowsAtMost)}::integer[]) with ordinality as p (position, place)
  ) as rows
  from search_segment s, lateral (select 16 * cardinality(s.chunks) as bytes) as row
  where s.tenant_id = ${tenantId}`;
