import { type ContactId, newIds, type SourceId, type TenantId } from '../domain/ids.ts';
import { type PreparedContact, storableFields } from './prepare-contacts.ts';
import { type EncodedContact, encodePublished } from './publish-contacts-rows.ts';
import { publishedRow } from './published-row.ts';

/** What readers will see of a contact that is new, and the id it will have. */
export interface DerivedAhead {
  readonly contactId: ContactId;
  /** In which its numbers were read. */
  readonly country: string;
  readonly json: string;
  readonly displayName: string;
  readonly encoded: EncodedContact;
}

/**
 * Does the larger part of publishing before the contacts are stored, as if they were all new: a first run does it for
 * one page while the database is busy with the page before.
 */
export function deriveAhead(
  { tenantId, sourceId, country }: { tenantId: TenantId; sourceId: SourceId; country: string },
  contacts: readonly PreparedContact[],
): PreparedContact[] {
  const ids = newIds<ContactId>(contacts.length);
  const origin = { book: 'central', ownerId: null, sourceId } as const;
  return contacts.map((contact, index) => {
    const contactId = ids[index]!;
    const { fields, json } = storableFields(contact.fields);
    const published = publishedRow(contactId, origin, fields, [], country);
    return {
      ...contact,
      ahead: {
        contactId,
        country,
        json,
        displayName: published.row.display_name,
        encoded: encodePublished(tenantId, published),
      },
    };
  });
}
