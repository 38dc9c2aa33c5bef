import { hash } from 'node:crypto';
import { type ContactFields, contactFields } from '../domain/contact.ts';
import type { DerivedAhead } from './derive-ahead.ts';
import { isStorableJson, storableJson } from './json-rows.ts';

/** A contact as it will be stored, and a hash of it that tells whether the stored one differs. */
export interface PreparedContact {
  readonly externalId: string;
  readonly fields: ContactFields;
  readonly json: string;
  readonly hash: string;
  /** What readers will see of it, should it be new; see deriveAhead. */
  readonly ahead?: DerivedAhead;
}

export interface PreparedPage {
  /** Each id once, as the page gave it last. */
  readonly contacts: readonly PreparedContact[];
  /** How often the page itself repeated an id. */
  readonly repeated: number;
  /** Ids that cannot be stored. */
  readonly unusable: readonly { readonly externalId: string | null; readonly reason: string }[];
}

/** Does everything about a page that needs no database, before its transaction begins. */
export function prepareContacts(
  contacts: readonly { readonly externalId: string; readonly fields: ContactFields }[],
): PreparedPage {
  const byId = new Map<string, PreparedContact>();
  const unusable: { externalId: string | null; reason: string }[] = [];
  let usable = 0;
  for (const { externalId, fields } of contacts) {
    if (!isUsableId(externalId)) {
      unusable.push({
        externalId: null,
        reason: 'Its id is empty, longer than 400 characters, or not text.',
      });
      continue;
    }
    usable += 1;
    byId.set(externalId, prepare(externalId, fields));
  }
  return { contacts: [...byId.values()], repeated: usable - byId.size, unusable };
}

/** An id that PostgreSQL can hold and index: 1 to 400 characters, no NUL, no half of a surrogate pair. */
export const isUsableId = (id: string) =>
  id !== '' && id.length <= 400 && !id.includes('\0') && id.isWellFormed();

function prepare(externalId: string, fields: ContactFields): PreparedContact {
  // One order of keys, so that the same contact has the same hash whoever built it.
  const ordered = {
    ...Object.fromEntries(contactFields.map((field) => [field, fields[field]])),
    phones: fields.phones.map(({ number, label }) => ({ number, label })),
    emails: fields.emails.map(({ email, label }) => ({ email, label })),
  };
  const plain = JSON.stringify(ordered);
  const json = isStorableJson(plain) ? plain : storableJson(ordered);
  // What is derived from the fields must be storable too.
  const storable: ContactFields = json === plain ? fields : JSON.parse(json);
  return { externalId, fields: storable, json, hash: hash('sha256', json, 'hex').slice(0, 32) };
}
