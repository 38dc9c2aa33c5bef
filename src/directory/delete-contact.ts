import type { Actor } from '../access/audit.ts';
import { recordAudit } from '../access/audit.ts';
import type { Db, Trx } from '../database/connect.ts';
import { DirectoryError } from '../domain/errors.ts';
import { setAside } from './deleted-contact.ts';
import { inTransaction } from './in-transaction.ts';
import { lockContact } from './lock-contact.ts';
import { publishByOwner } from './publish-and-tell.ts';
import type { Viewer } from './viewer.ts';

/**
 * Takes a contact away from everyone, at once, until somebody restores it: a synced one is hidden, through every run; a
 * local one is deleted from its book and kept aside for 30 days. Hiding twice changes nothing. Ends with `not-found`.
 */
export async function deleteContact(db: Db, viewer: Viewer, actor: Actor, contactId: string): Promise<void> {
  await inTransaction(db, async (trx) => {
    const ownerId = await deleteOne(trx, viewer, actor, contactId);
    await publishByOwner(trx, viewer.tenantId, [{ contactId, ownerId }]);
  });
}

/** The same for many, all or none; at most 1,000. Contacts that are gone already, or not visible, are passed over. */
export async function deleteContacts(
  db: Db,
  viewer: Viewer,
  actor: Actor,
  contactIds: readonly string[],
): Promise<{ deleted: number }> {
  return inTransaction(db, async (trx) => {
    const deleted = await eachThere(contactIds, async (contactId) => ({
      contactId,
      ownerId: await deleteOne(trx, viewer, actor, contactId),
    }));
    await publishByOwner(trx, viewer.tenantId, deleted);
    return { deleted: deleted.length };
  });
}

/** Does one thing to many contacts, passing over those that are not there. */
export async function eachThere<T>(
  contactIds: readonly string[],
  act: (contactId: string) => Promise<T>,
): Promise<T[]> {
  const done: T[] = [];
  // In one order everywhere, so that two such requests wait for each other instead of blocking each other.
  for (const contactId of [...new Set(contactIds)].sort()) {
    try {
      done.push(await act(contactId));
    } catch (error) {
      if (!(error instanceof DirectoryError && error.code === 'not-found')) throw error;
    }
  }
  return done;
}

/** Returns whose personal book the contact stood in. */
async function deleteOne(trx: Trx, viewer: Viewer, actor: Actor, contactId: string): Promise<string | null> {
  const { tenantId } = viewer;
  const contact = await lockContact(trx, viewer, contactId);
  if (contact.kind === 'synced') {
    if (contact.hidden) return null;
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
    await setAside(trx, tenantId, contactId);
  }
  await recordAudit(trx, tenantId, actor, {
    action: contact.kind === 'synced' ? 'contact.hidden' : 'contact.deleted',
    subjectKind: 'contact',
    subjectId: contactId,
  });
  return contact.kind === 'local' ? contact.ownerId : null;
}
