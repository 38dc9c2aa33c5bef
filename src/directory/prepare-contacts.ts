import { hash } from 'node:crypto';
import { type ContactFields, contactFields } from '../domain/contact.ts';
import type { DerivedAhead } from './derive-ahead.ts';
import { isStorableJson, storableJson } from './json-rows.ts';

/** How much of its SHA-256 tells whether a contact has changed. */
export const hashBytes = 16;

/** A contact as its source gave it, and a hash of it that tells whether the stored one differs. */
export interface PreparedContact {
  readonly externalId: string;
  readonly fields: ContactFields;
  /** In hex, of `hashBytes` bytes. */
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
  return { externalId, fields, hash: hash('sha256', wording(fields), 'hex').slice(0, 2 * hashBytes) };
}

// One order for all, so that the same contact has the same hash whoever built it; cheaper than JSON, which a contact
// that did not change never needs.
function wording(fields: ContactFields): string {
  let text = '';
  for (const field of texts) text += `${fields[field]}\0`;
  for (const { number, label } of fields.phones) text += `${number}\0${label}\0`;
  text += '\0';
  for (const { email, label } of fields.emails) text += `${email}\0${label}\0`;
  if (fields.shownAs !== undefined) text += `\0${fields.shownAs}`;
  return text;
}

const texts = contactFields.filter((field) => field !== 'phones' && field !== 'emails');

/** A contact's fields without what the database cannot hold, and the JSON to store. */
export function storableFields(fields: ContactFields): { fields: ContactFields; json: string } {
  const plain = JSON.stringify(fields);
  if (isStorableJson(plain)) return { fields, json: plain };
  const json = storableJson(fields);
  return { fields: JSON.parse(json), json };
}
