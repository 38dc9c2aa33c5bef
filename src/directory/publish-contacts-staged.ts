import { sql } from 'kysely';
import type { Db, Trx } from '../database/connect.ts';
import type { ContactFields } from '../domain/contact.ts';
import type { TenantId } from '../domain/ids.ts';
import type { Derivation } from './derivation.ts';
import { publishedColumns } from './publish-contacts-rows.ts';
import { type Origin, publishedRow } from './published-row.ts';
import { addIfWorthIt } from './search/add-segment.ts';
import { signatureWriter } from './search/signature.ts';

// Publishing a whole file at once: the rows that readers will see are derived while the file is read (in another
// thread) and copied into a table of the connection; publishing them is then two statements.

/** The columns of a staged contact, for `create table` and in the order of `stagedCells`. */
export const stagedColumns: readonly { readonly name: string; readonly type: string }[] = [
  ...publishedColumns.map(({ name, type }) => ({ name, type })),
  { name: 'number_position', type: 'integer[]' },
  { name: 'number_label', type: 'text[]' },
  { name: 'number_digits', type: 'text[]' },
  { name: 'number_e164', type: 'text[]' },
  { name: 'number_international', type: 'boolean[]' },
  { name: 'number_extension', type: 'text[]' },
];

/** What readers will see of a contact, as cells for COPY; see `stagedColumns`. */
export function stagedCells(
  id: string,
  origin: Origin,
  fields: ContactFields,
  derivation: Derivation,
): (string | null)[] {
  const { row, numbers } = publishedRow(id, origin, fields, [], derivation);
  const values: Readonly<Record<string, unknown>> = { ...row };
  const list = (texts: readonly (string | number | boolean | null)[]) =>
    `{${texts.map((text) => text ?? 'NULL').join(',')}}`;
  return [
    ...publishedColumns.map(({ name, type }) => cell(values[name], type)),
    list(numbers.map(({ position }) => position)),
    list(numbers.map(({ label }) => label)),
    list(numbers.map(({ digits }) => digits)),
    list(numbers.map(({ e164 }) => e164)),
    list(numbers.map(({ international }) => international)),
    list(numbers.map(({ extension }) => extension)),
  ];
}

function cell(value: unknown, type: string): string | null {
  if (value === null || value === undefined) return null;
  if (type === 'json') return JSON.stringify(value);
  // The field names of `edited`.
  return Array.isArray(value) ? `{${value.join(',')}}` : String(value);
}

/**
 * Publishes contacts that were never published, from the rows of `staged_contact` that `staged_added` names. The
 * caller has stored them in `local_contact`.
 */
export async function publishStaged(trx: Trx | Db, tenantId: TenantId): Promise<void> {
  const names = sql.raw(publishedColumns.map(({ name }) => name).join(', '));
  const own = sql.raw(publishedColumns.map(({ name }) => `s.${name}`).join(', '));
  await giveSlots(trx, tenantId);
  await sql`
    insert into contact (tenant_id, version, slot, ${names})
    select ${tenantId}::uuid, extract(epoch from now() - timestamptz '2020-01-01')::integer, slot, ${own}
    from staged_contact s join staged_slot using (row_no)`.execute(trx);
  await sql`
    insert into contact_number (tenant_id, contact_id, position, label, digits, e164, international, extension)
    select ${tenantId}::uuid, s.id, n.position, n.label, n.digits, n.e164, n.international, n.extension
    from staged_contact s join staged_added using (row_no),
      unnest(s.number_position, s.number_label, s.number_digits, s.number_e164, s.number_international, s.number_extension)
        as n (position, label, digits, e164, international, extension)`.execute(trx);
}

// Small enough that nobody waits while the signatures of one batch are made.
const signedAtOnce = 4_096;

/** Puts the added contacts into the search index, and their slots into the table `staged_slot` (row_no, slot). */
async function giveSlots(trx: Trx | Db, tenantId: TenantId): Promise<void> {
  await sql`create temp table staged_slot (row_no integer, slot bigint) on commit drop`.execute(trx);
  await sql`
    declare added no scroll cursor for
    select row_no, search_text as "searchText", owner_id as "ownerId"
    from staged_contact join staged_added using (row_no) order by row_no`.execute(trx);
  for (;;) {
    const { rows } = await sql<{ row_no: number; searchText: string; ownerId: string | null }>`
      fetch ${sql.lit(signedAtOnce)} from added`.execute(trx);
    if (rows.length === 0) break;
    const signatures = signatureWriter();
    for (const { searchText, ownerId } of rows) signatures.add(searchText, { sourceId: null, ownerId });
    const given = await addIfWorthIt(trx, tenantId, signatures.take());
    const slots = given ?? rows.map(() => null);
    await sql`
      insert into staged_slot select * from unnest(${rows.map(({ row_no }) => row_no)}::integer[], ${slots}::bigint[])`.execute(
      trx,
    );
  }
  await sql`close added`.execute(trx);
  await sql`analyze staged_slot`.execute(trx);
}

/** Takes the contacts of `staged_deleted` out of what readers see. The caller has deleted them from `local_contact`. */
export async function removeStaged(trx: Trx | Db, tenantId: TenantId): Promise<void> {
  await sql`
    delete from contact_number where tenant_id = ${tenantId} and contact_id in (select id from staged_deleted)`.execute(
    trx,
  );
  await sql`
    delete from contact where tenant_id = ${tenantId} and id in (select id from staged_deleted)`.execute(trx);
}
