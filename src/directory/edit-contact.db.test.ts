import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase } from '../../test/database.ts';
import { createSource, createTenant } from '../../test/sync-fixture.ts';
import { system } from '../access/audit.ts';
import { emptyContact } from '../domain/contact.ts';
import { type ContactId, newId, type PersonId, type TenantId } from '../domain/ids.ts';
import { createLocalContact } from './create-local-contact.ts';
import { deleteContact, deleteContacts } from './delete-contact.ts';
import { editContact } from './edit-contact.ts';
import { publishContacts } from './publish-contacts.ts';
import { restoreContact } from './restore-contact.ts';
import { useSource as takeSourceValue } from './use-source.ts';

let connection: Awaited<ReturnType<typeof createTestDatabase>>;
let tenantId: TenantId;
let sourceId: string;
beforeAll(async () => {
  connection = await createTestDatabase();
  tenantId = await createTenant(connection);
  sourceId = await createSource(connection, tenantId);
});
afterAll(() => connection.drop());

const tenantWide = () => ({ tenantId, personId: null });
let rows = 0;

async function synced(fields: Partial<typeof emptyContact>): Promise<ContactId> {
  const id = newId<ContactId>();
  await connection.db
    .insertInto('source_contact')
    .values({
      tenant_id: tenantId,
      source_id: sourceId,
      external_id: `x${rows}`,
      contact_id: id,
      row_no: rows++,
      hash: Buffer.alloc(16),
      fields: JSON.stringify({ ...emptyContact, ...fields }),
    })
    .execute();
  await connection.db.transaction().execute((trx) => publishContacts(trx, tenantId, [id]));
  return id;
}

const published = (id: string) =>
  connection.db
    .selectFrom('contact')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .executeTakeFirst();

const numbersOf = (id: string) =>
  connection.db
    .selectFrom('contact_number')
    .select(['position', 'digits', 'e164'])
    .where('tenant_id', '=', tenantId)
    .where('contact_id', '=', id)
    .orderBy('position')
    .execute();

const lastAct = () =>
  connection.db
    .selectFrom('audit_event')
    .select(['action', 'subject_id', 'details'])
    .where('tenant_id', '=', tenantId)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();

test('an edit of a synced contact shows at once, with its numbers, and is in the audit log', async () => {
  const id = await synced({ firstName: 'Ada', phones: [{ number: '+442071838750', label: 'work' }] });
  await editContact(connection.db, tenantWide(), system, id, {
    lastName: 'Lovelace',
    phones: [
      { number: '+442071838751', label: 'mobile' },
      { number: '117', label: 'work' },
    ],
  });
  expect(await published(id)).toMatchObject({ display_name: 'Ada Lovelace', edited: ['lastName', 'phones'] });
  expect(await numbersOf(id)).toEqual([
    { position: 0, digits: '442071838751', e164: '442071838751' },
    { position: 1, digits: '117', e164: null },
  ]);
  expect(await lastAct()).toEqual({
    action: 'contact.edited',
    subject_id: id,
    details: { fields: ['lastName', 'phones'] },
  });
});

test('a field that says the same already is no edit', async () => {
  const id = await synced({ firstName: 'Ada', phones: [{ number: '1', label: 'work' }] });
  await editContact(connection.db, tenantWide(), system, id, {
    firstName: 'Ada',
    company: null,
    phones: [{ label: 'work', number: '1' }],
  });
  expect(await published(id)).toMatchObject({ edited: [], version: expect.any(Number) });
});

test('of two edits with the same version the second is refused', async () => {
  const id = await synced({ firstName: 'Ada' });
  const { version } = (await published(id))!;
  await editContact(connection.db, tenantWide(), system, id, { company: 'One' }, { ifVersion: version });
  const second = editContact(
    connection.db,
    tenantWide(),
    system,
    id,
    { company: 'Two' },
    { ifVersion: version },
  );
  await expect(second).rejects.toMatchObject({ code: 'contact-changed' });
  expect(await published(id)).toMatchObject({ company: 'One' });
});

test('two edits at once of different fields are both kept', async () => {
  const id = await synced({ firstName: 'Ada' });
  await Promise.all([
    editContact(connection.db, tenantWide(), system, id, { company: 'One' }),
    editContact(connection.db, tenantWide(), system, id, { notes: 'Two' }),
  ]);
  expect(await published(id)).toMatchObject({ company: 'One', notes: 'Two' });
});

test('using the source value drops single edits, or all', async () => {
  const id = await synced({ firstName: 'Ada', company: 'Engines' });
  await editContact(connection.db, tenantWide(), system, id, { company: null, notes: 'Mine', lastName: 'L' });
  await takeSourceValue(connection.db, tenantWide(), system, id, ['company']);
  expect(await published(id)).toMatchObject({ company: 'Engines', edited: ['lastName', 'notes'] });
  await takeSourceValue(connection.db, tenantWide(), system, id);
  expect(await published(id)).toMatchObject({ notes: '', last_name: '', edited: [] });
});

test('a contact cannot be edited into nothing', async () => {
  const id = await synced({ firstName: 'Ada' });
  await expect(
    editContact(connection.db, tenantWide(), system, id, { firstName: null }),
  ).rejects.toMatchObject({
    code: 'invalid-input',
  });
});

test('a hidden contact is gone for readers and can come back; its edits do not', async () => {
  const id = await synced({ firstName: 'Ada', phones: [{ number: '117', label: 'work' }] });
  await editContact(connection.db, tenantWide(), system, id, { company: 'Mine' });
  await deleteContact(connection.db, tenantWide(), system, id);
  await deleteContact(connection.db, tenantWide(), system, id);
  expect(await published(id)).toBeUndefined();
  expect(await numbersOf(id)).toEqual([]);
  await restoreContact(connection.db, tenantWide(), system, id);
  expect(await published(id)).toMatchObject({ first_name: 'Ada', company: '', edited: [] });
});

test('local contacts are changed and deleted themselves; a personal one is its owner’s alone', async () => {
  const ownerId = newId<PersonId>();
  await connection.db
    .insertInto('person')
    .values({
      tenant_id: tenantId,
      id: ownerId,
      email: 'a@b.example',
      email_key: 'a@b.example',
      name: '',
      role: 'user',
    })
    .execute();
  const own = { tenantId, personId: ownerId };
  const id = await createLocalContact(connection.db, tenantId, system, {
    book: 'personal',
    ownerId,
    fields: { ...emptyContact, firstName: 'Mum' },
  });
  for (const other of [tenantWide(), { tenantId, personId: newId<PersonId>() }]) {
    await expect(editContact(connection.db, other, system, id, { company: 'x' })).rejects.toMatchObject({
      code: 'not-found',
    });
    expect(await deleteContacts(connection.db, other, system, [id])).toEqual({ deleted: 0 });
  }
  await editContact(connection.db, own, system, id, { lastName: 'Smith' });
  expect(await published(id)).toMatchObject({ display_name: 'Mum Smith', edited: [], owner_id: ownerId });
  await expect(
    editContact(connection.db, own, system, id, { firstName: null, lastName: null }),
  ).rejects.toMatchObject({ code: 'invalid-input' });
  expect(await deleteContacts(connection.db, own, system, [id, 'no-id'])).toEqual({ deleted: 1 });
  expect(await published(id)).toBeUndefined();
});

test('characters that the database cannot hold do not stop an edit', async () => {
  const id = await synced({ firstName: 'Ada' });
  await editContact(connection.db, tenantWide(), system, id, { company: 'A\0B\ud800' });
  expect(await published(id)).toMatchObject({ company: 'AB\ufffd' });
});

test('another tenant’s contact is not there', async () => {
  const id = await synced({ firstName: 'Ada' });
  const other = { tenantId: await createTenant(connection), personId: null };
  await expect(editContact(connection.db, other, system, id, { company: 'x' })).rejects.toMatchObject({
    code: 'not-found',
  });
});
