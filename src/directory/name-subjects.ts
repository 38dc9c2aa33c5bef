import { sql } from 'kysely';
import type { Db } from '../database/connect.ts';
import { type ContactFields, displayName } from '../domain/contact.ts';
import type { TenantId } from '../domain/ids.ts';
import { tenantDerivation } from './derivation.ts';

/**
 * What the audit log's subjects are called today: contacts (hidden, removed and deleted ones too, as long as they are
 * kept), sources, runs by their source, people, keys and devices. What is gone for good is missing, and so are
 * personal contacts: they are their owner's alone.
 */
export async function nameSubjects(
  db: Db,
  tenantId: TenantId,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const ofTenant = (id: string, owned = false) => sql`
    where tenant_id = ${tenantId} and ${sql.ref(id)} = any(${ids}::uuid[])
    ${owned ? sql`and owner_id is null` : sql``}`;
  const found = await sql<{ id: string; name: string | null; fields: ContactFields | null }>`
    select id, display_name as name, null::jsonb as fields from contact ${ofTenant('id', true)}
    union all select contact_id, null, fields::jsonb from source_contact ${ofTenant('contact_id')}
    union all select id, null, fields::jsonb from local_contact_deleted ${ofTenant('id', true)}
    union all select id, name, null from source ${ofTenant('id')}
    union all select r.id, s.name, null from sync_run r
      join source s on s.tenant_id = r.tenant_id and s.id = r.source_id
      where r.tenant_id = ${tenantId} and r.id = any(${ids}::uuid[])
    union all select id, coalesce(nullif(name, ''), email), null from person ${ofTenant('id')}
    union all select id, name, null from api_key ${ofTenant('id')}
    union all select id, name, null from device ${ofTenant('id')}`.execute(db);
  const { nameOrder } = await tenantDerivation(db, tenantId);
  const names = new Map<string, string>();
  for (const { id, name, fields } of found.rows) {
    // As readers see it before as its source says it.
    if (name !== null) names.set(id, name);
    else if (fields && !names.has(id)) names.set(id, displayName(fields, nameOrder));
  }
  return names;
}
