import type { Actor } from '../access/audit.ts';
import { recordAudit } from '../access/audit.ts';
import type { Db, Trx } from '../database/connect.ts';
import { eachThere } from './delete-contact.ts';
import { bringBack, findDeleted } from './deleted-contact.ts';
import { inTransaction } from './in-transaction.ts';
import { lockContact } from './lock-contact.ts';
import { publishByOwner } from './publish-and-tell.ts';
import { getContact } from './search/get-contact.ts';
import type { Viewer } from './viewer.ts';

/**
 * Brings back what `deleteContact` took away. A synced contact comes as its source has it today, without older edits; a
 * local one, for 30 days, exactly as it was: id, fields, activities. Changes nothing about a contact that is there. Ends
 * with `not-found`, also when the source has removed it.
 */
export async function restoreContact(db: Db, viewer: Viewer, actor: Actor, contactId: string): Promise<void> {
  await inTransaction(db, async (trx) => {
    const restored = await restoreOne(trx, viewer, actor, contactId);
    await publishByOwner(trx, viewer.tenantId, [restored]);
  });
}

/** The same for many, all or none; at most 1,000. Contacts that cannot come back, or not to this viewer, are passed over. */
export async function restoreContacts(
  db: Db,
  viewer: Viewer,
  actor: Actor,
  contactIds: readonly string[],
): Promise<{ restored: number }> {
  return inTransaction(db, async (trx) => {
    const restored = await eachThere(contactIds, (contactId) => restoreOne(trx, viewer, actor, contactId));
    await publishByOwner(trx, viewer.tenantId, restored);
    return { restored: restored.length };
  });
}

/** What would come back, as far as rights depend on it. Ends with `not-found`. */
export async function restorableContact(
  db: Db,
  viewer: Viewer,
  contactId: string,
): Promise<{ readonly book: 'central' | 'personal'; readonly source: object | null }> {
  const deleted = await findDeleted(db, viewer, contactId);
  return deleted ? { book: deleted.book, source: null } : getContact(db, viewer, contactId);
}

async function restoreOne(trx: Trx, viewer: Viewer, actor: Actor, contactId: string) {
  const { tenantId } = viewer;
  const local = await bringBack(trx, viewer, contactId);
  if (!local) {
    const contact = await lockContact(trx, viewer, contactId);
    if (contact.kind === 'local') return { contactId, ownerId: contact.ownerId };
    if (!contact.hidden) return { contactId, ownerId: null };
    for (const table of ['contact_hidden', 'contact_override'] as const) {
      await trx
        .deleteFrom(table)
        .where('tenant_id', '=', tenantId)
        .where('contact_id', '=', contactId)
        .execute();
    }
  }
  await recordAudit(trx, tenantId, actor, {
    action: 'contact.restored',
    subjectKind: 'contact',
    subjectId: contactId,
  });
  return { contactId, ownerId: local?.ownerId ?? null };
}
