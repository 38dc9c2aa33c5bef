import { sql } from 'kysely';
import type { Db, Trx } from '../../database/connect.ts';
import type { TenantId } from '../../domain/ids.ts';
import { chunkSlots, chunksFor, segmentBits, slotAt } from './segment-bits.ts';
import type { Signatures } from './signature.ts';

// Fewer contacts than these are not worth a segment of their own.
const worthASegment = chunkSlots / 2;

/** Puts contacts into the search index, given their signatures. Gives back their slots, which the caller stores. */
export async function addSegment(
  trx: Db | Trx,
  tenantId: TenantId,
  signatures: Signatures,
  bits: Buffer = segmentBits(signatures),
): Promise<number[]> {
  const chunks = chunksFor(signatures.ends.length);
  const { rows } = await sql<{ chunks: number[] }>`
    insert into search_segment (tenant_id, chunks, bits)
    values (${tenantId}, array(select nextval('search_chunk')::integer from generate_series(1, ${chunks}::integer)), ${bits})
    returning chunks`.execute(trx);
  return signatures.ends.map((_, index) => slotAt(rows[0]!.chunks, index));
}

/** The same for contacts that are just written; null: so few wait without slots until keepSearchIndex gathers enough. */
export async function addIfWorthIt(
  trx: Db | Trx,
  tenantId: TenantId,
  signatures: Signatures,
  bits?: Buffer,
): Promise<number[] | null> {
  return signatures.ends.length < worthASegment ? null : addSegment(trx, tenantId, signatures, bits);
}
