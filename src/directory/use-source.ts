import type { Actor } from '../access/audit.ts';
import { recordAudit } from '../access/audit.ts';
import type { Db } from '../database/connect.ts';
import { DirectoryError } from '../domain/errors.ts';
import { inTransaction } from './in-transaction.ts';
import { lockContact } from './lock-contact.ts';
import { publishAndTell } from './publish-and-tell.ts';
import type { Viewer } from './viewer.ts';

/**
 * Drops what people said about these fields of a synced contact (absent: about all), so that they follow the source
 * again. Fields that nobody edited are left alone. Ends with `not-found`, also for a local contact.
 */
export async function useSource(
  db: Db,
  viewer: Viewer,
  actor: Actor,
  contactId: string,
  fields?: readonly string[],
): Promise<void> {
  await inTransaction(db, async (trx) => {
    const contact = await lockContact(trx, viewer, contactId);
    if (contact.kind === 'local') {
      throw new DirectoryError(
        'not-found',
        'This contact comes from no source: there is nothing to go back to.',
      );
    }
    if (fields?.length === 0) return;
    const dropped = await trx
      .deleteFrom('contact_override')
      .where('tenant_id', '=', viewer.tenantId)
      .where('contact_id', '=', contactId)
      .$if(fields !== undefined, (query) => query.where('field', 'in', fields ?? []))
      .returning('field')
      .execute();
    if (dropped.length === 0) return;
    await recordAudit(trx, viewer.tenantId, actor, {
      action: 'contact.source-used',
      subjectKind: 'contact',
      subjectId: contactId,
      details: { fields: dropped.map((row) => row.field).sort() },
    });
    await publishAndTell(trx, viewer.tenantId, [contactId], 'edit');
  });
}
