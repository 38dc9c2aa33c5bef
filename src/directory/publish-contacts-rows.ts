import { type RawBuilder, sql } from 'kysely';
import type { Db, Trx } from '../database/connect.ts';
import type { TenantId } from '../domain/ids.ts';
import { jsonRows } from './json-rows.ts';
import type { NumberRow, PublishedRow } from './published-row.ts';
import { addIfWorthIt } from './search/add-segment.ts';
import { signatureWriter } from './search/signature.ts';

// The statements behind publish-contacts.ts, which alone may call them.

interface Published {
  readonly row: PublishedRow;
  readonly numbers: readonly NumberRow[];
}

/**
 * Writes rows that readers see, leaving alone those that already say the same. A contact that goes and comes back
 * never repeats a version: they start at the second of its publication.
 */
export async function writePublished(
  trx: Db | Trx,
  tenantId: TenantId,
  contacts: readonly Published[],
): Promise<ReadonlyMap<string, 'added' | 'updated'>> {
  if (contacts.length === 0) return new Map();
  const rows = contacts.map(({ row }) => row);
  const signatures = signatureWriter();
  for (const row of rows) signatures.add(row.search_text, { sourceId: row.source_id, ownerId: row.owner_id });
  const slots = await addIfWorthIt(trx, tenantId, signatures.take());
  const outcome = await upsertRows(
    trx,
    tenantId,
    rows.map((row, index) => ({ ...row, slot: slots?.[index] ?? null })),
  );
  const renumbered = outcome.filter(({ renumber, change }) => renumber && change === 'updated');
  await deleteNumbers(
    trx,
    tenantId,
    renumbered.map(({ id }) => id),
  );
  const wanted = new Set(outcome.filter(({ renumber }) => renumber).map(({ id }) => id));
  await insertNumbers(
    trx,
    tenantId,
    contacts.flatMap(({ row, numbers }) => (wanted.has(row.id) ? numbers : [])),
  );
  return new Map(outcome.map(({ id, change }) => [id, change]));
}

/** Takes contacts out of what readers see; gives back those that were in it. */
export async function removePublished(
  trx: Db | Trx,
  tenantId: TenantId,
  ids: readonly string[],
): Promise<readonly string[]> {
  if (ids.length === 0) return [];
  await deleteNumbers(trx, tenantId, ids);
  const gone = await sql<{ id: string }>`
    delete from contact where tenant_id = ${tenantId} and id = any(${ids}::uuid[]) returning id`.execute(trx);
  return gone.rows.map((row) => row.id);
}

interface Outcome {
  readonly id: string;
  readonly change: 'added' | 'updated';
  readonly renumber: boolean;
}

/** The columns of `contact` that follow from what a contact says, as PublishedRow has them. */
export const publishedColumns = [
  { name: 'id', type: 'uuid' },
  { name: 'book', type: 'text' },
  { name: 'owner_id', type: 'uuid' },
  { name: 'source_id', type: 'uuid' },
  { name: 'display_name', type: 'text' },
  { name: 'first_name', type: 'text' },
  { name: 'middle_name', type: 'text' },
  { name: 'last_name', type: 'text' },
  { name: 'company', type: 'text' },
  { name: 'department', type: 'text' },
  { name: 'job_title', type: 'text' },
  { name: 'type', type: 'text' },
  { name: 'notes', type: 'text' },
  { name: 'phones', type: 'json' },
  { name: 'emails', type: 'json' },
  { name: 'edited', type: 'text[]' },
  { name: 'name_key', type: 'text' },
  { name: 'search_text', type: 'text' },
] as const satisfies readonly { readonly name: keyof PublishedRow; readonly type: string }[];

const columns = sql.raw(publishedColumns.map(({ name }) => name).join(', '));
const typedRows = sql.raw(
  `(${publishedColumns.map(({ name, type }) => `${name} ${type}`).join(', ')}, slot bigint)`,
);
const changing = [
  'display_name',
  'first_name',
  'middle_name',
  'last_name',
  'company',
  'department',
  'job_title',
  'type',
  'notes',
  'phones',
  'emails',
  'edited',
  'name_key',
  'search_text',
];
const assignments = sql.raw(changing.map((column) => `${column} = n.${column}`).join(', '));
// `json` knows no equality.
const comparable = (column: string) =>
  column === 'phones' || column === 'emails' ? `${column}::jsonb` : column;
const before = sql.raw(changing.map((column) => `c.${comparable(column)}`).join(', '));
const after = sql.raw(changing.map((column) => `n.${comparable(column)}`).join(', '));
const firstVersion = sql.raw(`extract(epoch from now() - timestamptz '2020-01-01')::integer`);

async function upsertRows(
  trx: Db | Trx,
  tenantId: TenantId,
  rows: readonly (PublishedRow & { readonly slot: number | null })[],
): Promise<Outcome[]> {
  const statement: RawBuilder<Outcome> = sql<Outcome>`
    with n as materialized (
      select * from json_to_recordset(${jsonRows(rows)}::json) as n ${typedRows}
    ), old as materialized (
      select id, phones from contact where tenant_id = ${tenantId} and id = any(${rows.map(({ id }) => id)}::uuid[])
    ), inserted as (
      insert into contact (tenant_id, version, slot, ${columns})
      select ${tenantId}, ${firstVersion}, slot, ${columns} from n where not exists (select from old where old.id = n.id)
      returning id
    ), updated as (
      update contact c set ${assignments}, version = c.version + 1, updated_at = now(), txid = pg_current_xact_id(),
        slot = case when c.search_text = n.search_text then c.slot else n.slot end
      from n join old on old.id = n.id
      where c.tenant_id = ${tenantId} and c.id = n.id and (${before}) is distinct from (${after})
      returning c.id, old.phones::jsonb is distinct from n.phones::jsonb as renumber
    )
    select id, 'added' as change, true as renumber from inserted
    union all select id, 'updated', renumber from updated`;
  return (await statement.execute(trx)).rows;
}

async function deleteNumbers(trx: Db | Trx, tenantId: TenantId, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await sql`
    delete from contact_number where tenant_id = ${tenantId} and contact_id = any(${ids}::uuid[])`.execute(
    trx,
  );
}

async function insertNumbers(
  trx: Db | Trx,
  tenantId: TenantId,
  numbers: readonly NumberRow[],
): Promise<void> {
  if (numbers.length === 0) return;
  await sql`
    insert into contact_number (tenant_id, contact_id, position, label, digits, e164, international, extension)
    select ${tenantId}, contact_id, position, label, digits, e164, international, extension
    from json_to_recordset(${jsonRows(numbers)}::json) as n
      (contact_id uuid, position integer, label text, digits text, e164 text, international boolean, extension text)
  `.execute(trx);
}
