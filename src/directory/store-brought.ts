import { sql } from 'kysely';
import { copyRows } from '../database/bulk-transaction.ts';
import type { Trx } from '../database/connect.ts';
import { type ContactId, newIds, type SourceId, type TenantId } from '../domain/ids.ts';
import { encodeStored, storedNames } from './encode-stored.ts';
import { jsonRows } from './json-rows.ts';
import { hashBytes, type PreparedContact, storableFields } from './prepare-contacts.ts';

/** A contact of a page, and what was known of it. */
export type StoredContact = MovedContact | SameContact;

/** Its source said the same before. */
interface SameContact {
  readonly state: 'same';
  readonly rowNo: number;
}

export interface MovedContact {
  /** `returned`: the source had removed it, less than 30 days ago; it has its old id and edits. */
  readonly state: 'new' | 'returned' | 'changed';
  readonly contact: PreparedContact;
  readonly contactId: ContactId;
  readonly rowNo: number;
}

export interface StoringContext {
  /** New contacts get row numbers from here on. */
  readonly nextRowNo: number;
  /** None is looked for among what is stored. Where one is there after all, this ends with `unique_violation`. */
  readonly allNew: boolean;
  /** Called when the database begins to store. */
  readonly meanwhile: () => void;
}

/**
 * Stores what a source says of these contacts (each id once). Contacts that it said the same of before are not
 * touched.
 */
export async function storeBrought(
  trx: Trx,
  tenantId: TenantId,
  sourceId: SourceId,
  contacts: readonly PreparedContact[],
  { nextRowNo, allNew, meanwhile }: StoringContext,
): Promise<StoredContact[]> {
  if (contacts.length === 0) {
    meanwhile();
    return [];
  }
  const { rowNos, same, moved } = allNew
    ? nothingKnown(contacts)
    : await findKnown(trx, tenantId, sourceId, contacts);
  const known = new Map(moved.map((row) => [row.externalId, row]));
  const ids = newIds<ContactId>(rowNos.filter((rowNo) => rowNo === null).length);
  let fresh = 0;
  const stored = contacts.map((contact, index): StoredContact => {
    const rowNo = rowNos[index];
    if (rowNo == null) {
      const contactId = contact.ahead?.contactId ?? ids[fresh]!;
      return { contact, contactId, rowNo: nextRowNo + fresh++, state: 'new' };
    }
    if (same[index]) return { rowNo, state: 'same' };
    const { contactId, removed } = known.get(contact.externalId)!;
    return { contact, contactId, rowNo, state: removed ? 'returned' : 'changed' };
  });
  meanwhile();
  await insertNew(
    trx,
    tenantId,
    sourceId,
    stored.filter((row): row is MovedContact => row.state === 'new'),
  );
  await updateKnown(
    trx,
    tenantId,
    sourceId,
    stored.filter((row): row is MovedContact => row.state === 'returned' || row.state === 'changed'),
  );
  return stored;
}

interface Known {
  /** Of each contact; null: never seen. */
  readonly rowNos: readonly (number | null)[];
  /** Stored, not removed, and with this hash. */
  readonly same: readonly boolean[];
  /** The others that are stored. */
  readonly moved: readonly {
    readonly externalId: string;
    readonly contactId: ContactId;
    readonly removed: boolean;
  }[];
}

const nothingKnown = (contacts: readonly PreparedContact[]): Known => ({
  rowNos: contacts.map(() => null),
  same: [],
  moved: [],
});

// Compared where they are stored: of a page that did not change, all that travels is its numbers in two lists. `limit 1`
// makes the planner look up each id; knowing little of a new source, it would rather read all of it for every page.
async function findKnown(
  trx: Trx,
  tenantId: TenantId,
  sourceId: SourceId,
  contacts: readonly PreparedContact[],
): Promise<Known> {
  const ids = contacts.map(({ externalId }) => externalId);
  // One behind the other: a list of a thousand texts takes longer to write than to look up.
  const hashes = Buffer.from(contacts.map(({ hash }) => hash).join(''), 'hex');
  const { rows } = await sql<{ rowNos: string; same: string; moved: Known['moved'] | null }>`
    select string_agg(coalesce(row_no::text, ''), ',' order by place) as "rowNos",
      string_agg(case when same then '1' else '0' end, '' order by place) as same,
      json_agg(json_build_object('externalId', external_id, 'contactId', contact_id, 'removed', removed))
        filter (where row_no is not null and not same) as moved
    from (
      select n.place, s.external_id, s.contact_id, s.row_no, s.removed_at is not null as removed,
        s.removed_at is null
          and s.hash = substring(${hashes}::bytea from (n.place::integer - 1) * ${sql.lit(hashBytes)} + 1 for ${sql.lit(hashBytes)}) as same
      from unnest(${ids}::text[]) with ordinality as n (external_id, place)
      left join lateral (
        select external_id, contact_id, row_no, removed_at, hash from source_contact
        where tenant_id = ${tenantId} and source_id = ${sourceId} and external_id = n.external_id limit 1
      ) as s on true
    ) as found`.execute(trx);
  const found = rows[0]!;
  return {
    rowNos: found.rowNos.split(',').map((text) => (text === '' ? null : Number(text))),
    same: [...found.same].map((mark) => mark === '1'),
    moved: found.moved ?? [],
  };
}

async function insertNew(
  trx: Trx,
  tenantId: TenantId,
  sourceId: SourceId,
  rows: readonly MovedContact[],
): Promise<void> {
  const ready = rows[0]?.contact.ahead?.stored;
  const isReady =
    ready?.count() === rows.length && rows.every(({ contact }) => contact.ahead?.stored === ready);
  const encoded = isReady ? ready : encodeStored(tenantId, sourceId);
  if (!isReady)
    for (const { contact, contactId } of rows)
      encoded.add(contact, contactId, storableFields(contact.fields).json);
  await copyRows(trx, 'source_contact', storedNames, [encoded.take(rows.map(({ rowNo }) => rowNo))]);
}

async function updateKnown(
  trx: Trx,
  tenantId: TenantId,
  sourceId: SourceId,
  rows: readonly MovedContact[],
): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    update source_contact s
    set hash = decode(n.hash, 'hex'), fields = n.fields, changed_at = now(), removed_at = null
    from json_to_recordset(${recordset(rows)}::json) as n
      (external_id text, contact_id uuid, row_no integer, hash text, fields json)
    where s.tenant_id = ${tenantId} and s.source_id = ${sourceId} and s.external_id = n.external_id`.execute(
    trx,
  );
}

const recordset = (rows: readonly MovedContact[]) =>
  jsonRows(
    rows.map(({ contact, contactId, rowNo }) => ({
      external_id: contact.externalId,
      contact_id: contactId,
      row_no: rowNo,
      hash: contact.hash,
      fields: contact.fields,
    })),
  );
