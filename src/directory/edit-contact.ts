import type { Actor } from '../access/audit.ts';
import { recordAudit } from '../access/audit.ts';
import type { Db, Trx } from '../database/connect.ts';
import { type ContactField, type ContactFields, contactFields, displayName } from '../domain/contact.ts';
import { DirectoryError, type FieldError } from '../domain/errors.ts';
import { mergeContact, type Overrides } from '../domain/merge-contact.ts';
import { inTransaction } from './in-transaction.ts';
import { storableJson } from './json-rows.ts';
import { type LockedContact, lockContact, requireVersion } from './lock-contact.ts';
import { publishAndTell } from './publish-and-tell.ts';
import { readOverrides } from './read-overrides.ts';
import { requireName } from './require-name.ts';
import type { Viewer } from './viewer.ts';

/**
 * Changes the fields that `patch` names; `null` clears. In a synced contact each changed field becomes an override,
 * which no run touches; a local contact is changed itself. A field that says the same already is left alone. Ends
 * with `not-found`, `contact-changed` (`ifVersion` is not the contact's version any more) or `invalid-input`.
 */
export async function editContact(
  db: Db,
  viewer: Viewer,
  actor: Actor,
  contactId: string,
  patch: Overrides,
  options: { ifVersion?: number } = {},
): Promise<void> {
  await inTransaction(db, async (trx) => {
    const contact = await lockContact(trx, viewer, contactId);
    if (contact.kind === 'synced' && contact.hidden) {
      throw new DirectoryError('not-found', 'This contact is hidden. Restore it first, then edit it.');
    }
    await requireVersion(trx, viewer, contactId, options.ifVersion, () =>
      otherwiseNow(trx, viewer, contact, patch),
    );
    const fields =
      contact.kind === 'synced'
        ? await override(trx, viewer, actor, contact, patch)
        : await change(trx, viewer, contact, patch);
    if (fields.length === 0) return;
    await recordAudit(trx, viewer.tenantId, actor, {
      action: 'contact.edited',
      subjectKind: 'contact',
      subjectId: contactId,
      details: { fields },
    });
    await publishAndTell(
      trx,
      viewer.tenantId,
      [contactId],
      'edit',
      contact.kind === 'local' ? contact.ownerId : null,
    );
  });
}

/** What the patch would change, as it is now: for who knows the contact as it was. */
async function otherwiseNow(
  trx: Trx,
  { tenantId }: Viewer,
  contact: LockedContact,
  patch: Overrides,
): Promise<FieldError[]> {
  const { contactId, fields } = contact;
  const overrides =
    contact.kind === 'synced' ? (await readOverrides(trx, tenantId, [contactId])).get(contactId) : undefined;
  const now = mergeContact(fields, overrides ?? {}).fields;
  return changedFields(now, patch).map((path) => {
    const text =
      path === 'phones'
        ? now.phones.map(({ number }) => number).join(', ')
        : path === 'emails'
          ? now.emails.map(({ email }) => email).join(', ')
          : now[path];
    return { path, message: text === '' ? 'It is empty now.' : `It is “${text}” now.` };
  });
}

async function override(
  trx: Trx,
  viewer: Viewer,
  actor: Actor,
  contact: LockedContact,
  patch: Overrides,
): Promise<ContactField[]> {
  const { tenantId } = viewer;
  const before = (await readOverrides(trx, tenantId, [contact.contactId])).get(contact.contactId) ?? {};
  const changed = changedFields(mergeContact(contact.fields, before).fields, patch);
  if (changed.length === 0) return [];
  const said = Object.fromEntries(changed.map((field) => [field, patch[field]]));
  if (displayName(mergeContact(contact.fields, { ...before, ...said }).fields) === '') {
    throw new DirectoryError(
      'invalid-input',
      'A contact needs a name, a company, an e-mail address or a number.',
    );
  }
  const at = new Date();
  await trx
    .insertInto('contact_override')
    .values(
      changed.map((field) => ({
        tenant_id: tenantId,
        contact_id: contact.contactId,
        field,
        value: patch[field] === null ? null : storableJson(patch[field]),
        edited_by: actor.name,
        edited_at: at,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['tenant_id', 'contact_id', 'field']).doUpdateSet((row) => ({
        value: row.ref('excluded.value'),
        edited_by: row.ref('excluded.edited_by'),
        edited_at: row.ref('excluded.edited_at'),
      })),
    )
    .execute();
  return changed;
}

async function change(
  trx: Trx,
  viewer: Viewer,
  contact: LockedContact,
  patch: Overrides,
): Promise<ContactField[]> {
  const changed = changedFields(contact.fields, patch);
  if (changed.length === 0) return [];
  const { fields } = mergeContact(contact.fields, patch);
  requireName(fields);
  await trx
    .updateTable('local_contact')
    .set({ fields: storableJson(fields), updated_at: new Date() })
    .where('tenant_id', '=', viewer.tenantId)
    .where('id', '=', contact.contactId)
    .execute();
  return changed;
}

function changedFields(current: ContactFields, patch: Overrides): ContactField[] {
  const { fields: wanted } = mergeContact(current, patch);
  return contactFields.filter((field) => patch[field] !== undefined && !same(wanted[field], current[field]));
}

// Labels and values in the order in which jsonb and the API happen to keep them: compare entries, not texts.
function same(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((entry, index) => same(entry, b[index]));
  }
  if (typeof a === 'object' && a !== null && typeof b === 'object' && b !== null) {
    return JSON.stringify(Object.entries(a).sort()) === JSON.stringify(Object.entries(b).sort());
  }
  return a === b;
}
