import { sql } from 'kysely';
import type { Db } from '../../database/connect.ts';
import type { TenantId } from '../../domain/ids.ts';
import type { Erased } from './erase-source.ts';

/** What erasing a source would take away, for the question that comes first. */
export async function countForErase(db: Db, tenantId: TenantId, sourceId: string): Promise<Erased> {
  const found = await sql<Erased>`
    select s.contact_count as contacts, (
      select count(*)::integer from activity a
      join source_contact c on c.tenant_id = a.tenant_id and c.contact_id = a.contact_id
      where a.tenant_id = s.tenant_id and c.source_id = s.id) as activities
    from source s where s.tenant_id = ${tenantId} and s.id = ${sourceId}::uuid`.execute(db);
  return found.rows[0] ?? { contacts: 0, activities: 0 };
}
