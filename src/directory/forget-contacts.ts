import type { Trx } from '../database/connect.ts';
import type { TenantId } from '../domain/ids.ts';
import { publishContacts } from './publish-contacts.ts';

/**
 * Deletes what was kept about contacts whose own rows are gone for good: edits, hidden marks, activities, and what
 * readers see. Returns how many activities went.
 */
export async function forgetContacts(
  trx: Trx,
  tenantId: TenantId,
  contactIds: readonly string[],
): Promise<number> {
  if (contactIds.length === 0) return 0;
  for (const table of ['contact_override', 'contact_hidden'] as const) {
    await trx
      .deleteFrom(table)
      .where('tenant_id', '=', tenantId)
      .where('contact_id', 'in', contactIds)
      .execute();
  }
  const activities = await trx
    .deleteFrom('activity')
    .where('tenant_id', '=', tenantId)
    .where('contact_id', 'in', contactIds)
    .executeTakeFirst();
  await publishContacts(trx, tenantId, contactIds);
  return Number(activities.numDeletedRows);
}
