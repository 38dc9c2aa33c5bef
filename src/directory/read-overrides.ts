import type { Db, Trx } from '../database/connect.ts';
import type { TenantId } from '../domain/ids.ts';
import type { Overrides } from '../domain/merge-contact.ts';

/** What people said about these contacts, by contact id. Contacts that nobody edited are not in the answer. */
export async function readOverrides(
  db: Db | Trx,
  tenantId: TenantId,
  contactIds: readonly string[],
): Promise<ReadonlyMap<string, Overrides>> {
  if (contactIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('contact_override')
    .select(['contact_id', 'field', 'value'])
    .where('tenant_id', '=', tenantId)
    .where('contact_id', 'in', contactIds)
    .execute();
  const byContact = new Map<string, Record<string, unknown>>();
  for (const row of rows) {
    const said = byContact.get(row.contact_id) ?? {};
    said[row.field] = row.value;
    byContact.set(row.contact_id, said);
  }
  // Only editContact writes the table, from checked fields.
  return byContact as ReadonlyMap<string, Overrides>;
}

export async function readHidden(
  db: Db | Trx,
  tenantId: TenantId,
  contactIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (contactIds.length === 0) return new Set();
  const rows = await db
    .selectFrom('contact_hidden')
    .select('contact_id')
    .where('tenant_id', '=', tenantId)
    .where('contact_id', 'in', contactIds)
    .execute();
  return new Set(rows.map((row) => row.contact_id));
}
