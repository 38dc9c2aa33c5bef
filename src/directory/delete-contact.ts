import type { Actor } from '../access/audit.ts';
import { recordAudit } from '../access/audit.ts';
import type { Db, Trx } from '../database/connect.ts';
import { DirectoryError } from '../domain/errors.ts';
import { inTransaction } from './in-transaction.ts';
import { lockContact } from './lock-contact.ts';
import { publishAndTell } from './publish-and-tell.ts';
import type { Viewer } from './viewer.ts';

/**
 * Hides a synced contact from everyone, through every run, until somebody restores it; deletes a local one. Hiding
 * twice changes nothing. Ends with `not-found`.
 */
export async function deleteContact(db: Db, viewer: Viewer, actor: Actor, contactId: string): Promise<void> {
  await inTransaction(db, (trx) => deleteOne(trx, viewer, actor, contactId));
}

/** The same for many, all or none; at most 1,000. Contacts that are gone already, or not visible, are passed over. */
export async function deleteContacts(
  db: Db,
  viewer: Viewer,
  actor: Actor,
  contactIds: readonly string[],
): Promise<{ deleted: number }> {
  return inTransaction(db, async (trx) => {
    let deleted = 0;
    // In one order everywhere, so that two such requests wait for each other instead of blocking each other.
    for (const contactId of [...new Set(contactIds)].sort()) {
      try {
        await deleteOne(trx, viewer, actor, contactId);
        deleted += 1;
      } catch (error) {
        if (!(error instanceof DirectoryError && error.code === 'not-found')) throw error;
      }
    }
    return { deleted };
  });
}

async function deleteOne(trx: Trx, viewer: Viewer, actor: Actor, contactId: string): Promise<void> {
  const { tenantId } = viewer;
  const contact = await lockContact(trx, viewer, contactId);
  if (contact.kind === 'synced') {
    if (contact.hidden) return;
    await trx
      .insertInto('contact_hidden')
      .values({
        tenant_id: tenantId,
        contact_id: contactId,
        source_id: contact.sourceId,
        hidden_by: actor.name,
      })
      .execute();
  } else {
    await trx
      .deleteFrom('local_contact')
      .where('tenant_id', '=', tenantId)
      .where('id', '=', contactId)
      .execute();
  }
  await recordAudit(trx, tenantId, actor, {
    action: contact.kind === 'synced' ? 'contact.hidden' : 'contact.deleted',
    subjectKind: 'contact',
    subjectId: contactId,
  });
  await publishAndTell(trx, tenantId, [contactId], 'edit', contact.kind === 'local' ? contact.ownerId : null);
}
