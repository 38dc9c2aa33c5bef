import type { Trx } from '../database/connect.ts';
import type { ContactFields } from '../domain/contact.ts';
import { DirectoryError, type FieldError } from '../domain/errors.ts';
import { isUuid } from './is-uuid.ts';
import type { Viewer } from './viewer.ts';

export type LockedContact =
  | {
      readonly kind: 'synced';
      readonly contactId: string;
      readonly sourceId: string;
      readonly fields: ContactFields;
      readonly hidden: boolean;
    }
  | {
      readonly kind: 'local';
      readonly contactId: string;
      readonly book: 'central' | 'personal';
      readonly ownerId: string | null;
      readonly fields: ContactFields;
    };

/**
 * Takes the row that owns a contact, so that edits, runs and imports change it one after the other. Ends with
 * `not-found` for what is not there and for what the viewer may not see alike.
 */
export async function lockContact(trx: Trx, viewer: Viewer, contactId: string): Promise<LockedContact> {
  if (!isUuid(contactId)) throw notFound();
  const synced = await trx
    .selectFrom('source_contact')
    .select(['source_id', 'fields'])
    .where('tenant_id', '=', viewer.tenantId)
    .where('contact_id', '=', contactId)
    .where('removed_at', 'is', null)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (synced) {
    const hidden = await trx
      .selectFrom('contact_hidden')
      .select('contact_id')
      .where('tenant_id', '=', viewer.tenantId)
      .where('contact_id', '=', contactId)
      .executeTakeFirst();
    return {
      kind: 'synced',
      contactId,
      sourceId: synced.source_id,
      fields: synced.fields,
      hidden: hidden !== undefined,
    };
  }
  const local = await trx
    .selectFrom('local_contact')
    .select(['book', 'owner_id', 'fields'])
    .where('tenant_id', '=', viewer.tenantId)
    .where('id', '=', contactId)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!local || (local.book === 'personal' && local.owner_id !== viewer.personId)) throw notFound();
  return { kind: 'local', contactId, book: local.book, ownerId: local.owner_id, fields: local.fields };
}

/** Refuses to go on when somebody changed the contact since `ifVersion` was read. Call it with the row locked. `told`: what it is now. */
export async function requireVersion(
  trx: Trx,
  viewer: Viewer,
  contactId: string,
  ifVersion: number | undefined,
  told: () => Promise<readonly FieldError[]>,
): Promise<void> {
  if (ifVersion === undefined) return;
  const row = await trx
    .selectFrom('contact')
    .select('version')
    .where('tenant_id', '=', viewer.tenantId)
    .where('id', '=', contactId)
    .executeTakeFirst();
  if (row?.version !== ifVersion) {
    throw new DirectoryError(
      'contact-changed',
      'Somebody changed this contact since you opened it. Look at it again, then save what you still want to change.',
      { errors: await told() },
    );
  }
}

const notFound = () => new DirectoryError('not-found', 'There is no such contact, or you may not see it.');
