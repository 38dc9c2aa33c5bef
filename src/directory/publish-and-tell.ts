import type { Trx } from '../database/connect.ts';
import { notify } from '../database/notify.ts';
import type { PersonId, TenantId } from '../domain/ids.ts';
import { announce } from './announce.ts';
import { publishContacts } from './publish-contacts.ts';

/**
 * Publishes what a person changed and tells browsers and phones. `ownerId`: the contacts stand in this person's own
 * book, which is nobody else's news.
 */
export async function publishAndTell(
  trx: Trx,
  tenantId: TenantId,
  contactIds: readonly string[],
  reason: 'edit' | 'import',
  ownerId: string | null = null,
): Promise<void> {
  await publishContacts(trx, tenantId, contactIds);
  await notify(trx, 'switchbook_contacts', tenantId);
  const personId = ownerId as PersonId | null;
  await announce(trx, { tenantId, event: 'contacts', data: { reason }, ...(personId ? { personId } : {}) });
}

/** The same for contacts of several books. */
export async function publishByOwner(
  trx: Trx,
  tenantId: TenantId,
  contacts: readonly { readonly contactId: string; readonly ownerId: string | null }[],
): Promise<void> {
  for (const [ownerId, ofOwner] of Map.groupBy(contacts, (contact) => contact.ownerId))
    await publishAndTell(
      trx,
      tenantId,
      ofOwner.map(({ contactId }) => contactId),
      'edit',
      ownerId,
    );
}
