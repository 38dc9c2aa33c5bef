import { sql } from 'kysely';
import { copyRows } from '../database/bulk-transaction.ts';
import type { Trx } from '../database/connect.ts';
import { type ContactId, newIds, type SourceId, type TenantId } from '../domain/ids.ts';
import { jsonRows } from './json-rows.ts';
import { type PreparedContact, storableFields } from './prepare-contacts.ts';

export interface StoredContact {
  readonly contact: PreparedContact;
  readonly contactId: ContactId;
  readonly rowNo: number;
  /** `returned`: the source had removed it, less than 30 days ago; it has its old id and edits. */
  readonly state: 'new' | 'returned' | 'changed' | 'same';
}

/**
 * Stores what a source says of these contacts (each id once). Contacts that it said the same of before are not
 * touched. New ones get row numbers from `nextRowNo` on.
 */
export async function storeBrought(
  trx: Trx,
  tenantId: TenantId,
  sourceId: SourceId,
  contacts: readonly PreparedContact[],
  nextRowNo: number,
): Promise<StoredContact[]> {
  if (contacts.length === 0) return [];
  const known = await findKnown(trx, tenantId, sourceId, contacts);
  const ids = newIds<ContactId>(contacts.length - known.size);
  let fresh = 0;
  const stored = contacts.map((contact): StoredContact => {
    const before = known.get(contact.externalId);
    if (!before) {
      const contactId = contact.ahead?.contactId ?? ids[fresh]!;
      return { contact, contactId, rowNo: nextRowNo + fresh++, state: 'new' };
    }
    const { contactId, hash, removed } = before;
    const state = removed ? 'returned' : hash === contact.hash ? 'same' : 'changed';
    return { contact, contactId, rowNo: before.rowNo, state };
  });
  await insertNew(
    trx,
    tenantId,
    sourceId,
    stored.filter(({ state }) => state === 'new'),
  );
  await updateKnown(
    trx,
    tenantId,
    sourceId,
    stored.filter(({ state }) => state === 'returned' || state === 'changed'),
  );
  return stored;
}

interface Known {
  readonly contactId: ContactId;
  readonly rowNo: number;
  readonly hash: string;
  readonly removed: boolean;
}

async function findKnown(
  trx: Trx,
  tenantId: TenantId,
  sourceId: SourceId,
  contacts: readonly PreparedContact[],
): Promise<ReadonlyMap<string, Known>> {
  const ids = contacts.map(({ externalId }) => externalId);
  const found = await sql<{ external_id: string } & Known>`
    select external_id, contact_id as "contactId", row_no as "rowNo", encode(hash, 'hex') as hash,
           removed_at is not null as removed
    from source_contact
    where tenant_id = ${tenantId} and source_id = ${sourceId} and external_id = any(${ids}::text[])`.execute(
    trx,
  );
  return new Map(found.rows.map((row) => [row.external_id, row]));
}

async function insertNew(
  trx: Trx,
  tenantId: TenantId,
  sourceId: SourceId,
  rows: readonly StoredContact[],
): Promise<void> {
  await copyRows(
    trx,
    'source_contact',
    columns,
    rows.map(({ contact, contactId, rowNo }) => ({
      tenant_id: tenantId,
      source_id: sourceId,
      external_id: contact.externalId,
      contact_id: contactId,
      row_no: rowNo,
      hash: Buffer.from(contact.hash, 'hex'),
      fields: contact.ahead?.json ?? storableFields(contact.fields).json,
    })),
  );
}

const columns = [
  ['tenant_id', 'uuid'],
  ['source_id', 'uuid'],
  ['external_id', 'text'],
  ['contact_id', 'uuid'],
  ['row_no', 'int4'],
  ['hash', 'bytea'],
  ['fields', 'jsonb'],
] as const;

async function updateKnown(
  trx: Trx,
  tenantId: TenantId,
  sourceId: SourceId,
  rows: readonly StoredContact[],
): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    update source_contact s
    set hash = decode(n.hash, 'hex'), fields = n.fields, changed_at = now(), removed_at = null
    from json_to_recordset(${recordset(rows)}::json) as n
      (external_id text, contact_id uuid, row_no integer, hash text, fields jsonb)
    where s.tenant_id = ${tenantId} and s.source_id = ${sourceId} and s.external_id = n.external_id`.execute(
    trx,
  );
}

const recordset = (rows: readonly StoredContact[]) =>
  jsonRows(
    rows.map(({ contact, contactId, rowNo }) => ({
      external_id: contact.externalId,
      contact_id: contactId,
      row_no: rowNo,
      hash: contact.hash,
      fields: contact.fields,
    })),
  );
