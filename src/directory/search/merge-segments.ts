import { sql } from 'kysely';
import type { Trx } from '../../database/connect.ts';
import type { TenantId } from '../../domain/ids.ts';
import { joinRows, largestSegment } from './segment-bits.ts';
import { signatureBits } from './signature.ts';

/** Read in parts, so that memory and other work see little of it. */
const rowsAtOnce = 512;

/**
 * Puts small segments of a tenant together to a large one, when there are enough for that; `false`: there are not. Nobody
 * gets another slot, so that whoever searches meanwhile finds the same.
 */
export async function mergeSegments(
  trx: Trx,
  tenantId: TenantId,
  leastChunks = largestSegment / 2,
): Promise<boolean> {
  const { rows: small } = await sql<{ id: number; chunks: number[] }>`
    select id, chunks from search_segment
    where tenant_id = ${tenantId} and cardinality(chunks) < ${sql.lit(largestSegment / 2)}
    order by id limit ${sql.lit(largestSegment)} for update skip locked`.execute(trx);
  const parts: typeof small = [];
  let chunks = 0;
  for (const segment of small) {
    if (chunks + segment.chunks.length > largestSegment) break;
    parts.push(segment);
    chunks += segment.chunks.length;
  }
  if (chunks < leastChunks) return false;

  const ids = parts.map(({ id }) => id);
  const pieces: Buffer[] = [];
  for (let at = 0; at < signatureBits; at += rowsAtOnce) {
    const { rows } = await sql<{ id: number; rows: Buffer }>`
      select s.id, substring(s.bits from ${at}::integer * row.bytes + 1 for ${rowsAtOnce}::integer * row.bytes) as rows
      from search_segment s, lateral (select 16 * cardinality(s.chunks) as bytes) as row
      where s.tenant_id = ${tenantId} and s.id = any(${ids}::integer[])`.execute(trx);
    const rowsOf = new Map(rows.map((row) => [row.id, row.rows]));
    pieces.push(joinRows(parts.map((part) => ({ chunks: part.chunks.length, rows: rowsOf.get(part.id)! }))));
  }
  await sql`delete from search_segment where tenant_id = ${tenantId} and id = any(${ids}::integer[])`.execute(
    trx,
  );
  await trx
    .insertInto('search_segment')
    .values({
      tenant_id: tenantId,
      chunks: parts.flatMap((part) => part.chunks),
      bits: Buffer.concat(pieces),
    })
    .execute();
  return true;
}
