import { setImmediate } from 'node:timers/promises';
import { type ContactId, newIds, type SourceId, type TenantId } from '../domain/ids.ts';
import { type Derivation, derivationKey } from './derivation.ts';
import { type EncodedStored, encodeStored } from './encode-stored.ts';
import { type PreparedContact, storableFields } from './prepare-contacts.ts';
import { type EncodedContacts, encodeContacts } from './publish-contacts-encoded.ts';
import { publishedRow } from './published-row.ts';

/** What readers will see of a contact that is new, and the id it will have. */
export interface DerivedAhead {
  readonly contactId: ContactId;
  readonly derivedWith: string;
  readonly displayName: string;
  /** All contacts of the page, among which it has this place. */
  readonly encoded: EncodedContacts;
  readonly place: number;
  /** All contacts of the page as they will be stored. */
  readonly stored: EncodedStored;
}

/**
 * Does the larger part of publishing before the contacts are stored, as if they were all new: a first run does it for
 * one page while the database is busy with the page before.
 */
export async function deriveAhead(
  { tenantId, sourceId, derivation }: { tenantId: TenantId; sourceId: SourceId; derivation: Derivation },
  contacts: readonly PreparedContact[],
): Promise<PreparedContact[]> {
  const derivedWith = derivationKey(derivation);
  const ids = newIds<ContactId>(contacts.length);
  const origin = { book: 'central', ownerId: null, sourceId } as const;
  const encoded = encodeContacts(tenantId, origin);
  const stored = encodeStored(tenantId, sourceId);
  const derived: PreparedContact[] = [];
  for (const [index, contact] of contacts.entries()) {
    // What the database answers meanwhile must not wait for a whole page, or it would be idle as long.
    if (index % atOnce === 0) await setImmediate();
    const contactId = ids[index]!;
    const { fields, json } = storableFields(contact.fields);
    const { row, numbers } = publishedRow(contactId, origin, fields, [], derivation);
    encoded.add(row, numbers);
    stored.add(contact, contactId, json);
    derived.push({
      ...contact,
      ahead: { contactId, derivedWith, displayName: row.display_name, encoded, place: index, stored },
    });
  }
  await setImmediate();
  encoded.sign();
  return derived;
}

const atOnce = 10;
