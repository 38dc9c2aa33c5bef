import type { Actor } from '../access/audit.ts';
import { recordAudit } from '../access/audit.ts';
import type { Db } from '../database/connect.ts';
import { inTransaction } from './in-transaction.ts';
import { lockContact } from './lock-contact.ts';
import { publishAndTell } from './publish-and-tell.ts';
import type { Viewer } from './viewer.ts';

/**
 * Brings a hidden contact back as its source has it today, without older edits. Changes nothing about a contact that
 * is not hidden. Ends with `not-found`, also when the source has removed it.
 */
export async function restoreContact(db: Db, viewer: Viewer, actor: Actor, contactId: string): Promise<void> {
  const { tenantId } = viewer;
  await inTransaction(db, async (trx) => {
    const contact = await lockContact(trx, viewer, contactId);
    if (contact.kind === 'local' || !contact.hidden) return;
    for (const table of ['contact_hidden', 'contact_override'] as const) {
      await trx
        .deleteFrom(table)
        .where('tenant_id', '=', tenantId)
        .where('contact_id', '=', contactId)
        .execute();
    }
    await recordAudit(trx, tenantId, actor, {
      action: 'contact.restored',
      subjectKind: 'contact',
      subjectId: contactId,
    });
    await publishAndTell(trx, tenantId, [contactId], 'edit');
  });
}
