import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase } from '../../test/database.ts';
import { createTenant } from '../../test/sync-fixture.ts';
import { system } from '../access/audit.ts';
import { createPerson } from '../access/people.ts';
import { emptyContact } from '../domain/contact.ts';
import { newId, type PersonId, type TenantId } from '../domain/ids.ts';
import { importBook } from '../phonebook/import-book.ts';
import { addActivity } from './activities/write-activity.ts';
import { createLocalContact } from './create-local-contact.ts';
import { deleteContact, deleteContacts } from './delete-contact.ts';
import { purgeDeleted } from './deleted-contact.ts';
import { editContact } from './edit-contact.ts';
import { restoreContact, restoreContacts } from './restore-contact.ts';
import { getContact } from './search/get-contact.ts';
import { lookupCaller } from './search/lookup-caller.ts';

let connection: Awaited<ReturnType<typeof createTestDatabase>>;
let tenantId: TenantId;
beforeAll(async () => {
  connection = await createTestDatabase();
  tenantId = await createTenant(connection);
});
afterAll(() => connection.drop());

const everybody = () => ({ tenantId, personId: null });
const phones = [
  { number: '+44 20 7183 8750', label: 'work' as const },
  { number: '117', label: 'fax' as const },
];
const add = (firstName: string, ownerId: PersonId | null = null) =>
  createLocalContact(connection.db, tenantId, system, {
    book: ownerId === null ? 'central' : 'personal',
    ownerId,
    fields: { ...emptyContact, firstName, phones },
  });
const activitiesOf = (contactId: string) =>
  connection.db.selectFrom('activity').select('text').where('contact_id', '=', contactId).execute();
const acts = async (id: string) =>
  (
    await connection.db
      .selectFrom('audit_event')
      .select('action')
      .where('subject_id', '=', id)
      .orderBy('id')
      .execute()
  ).map(({ action }) => action);
const stored = (id: string) =>
  connection.db.selectFrom('local_contact').selectAll().where('id', '=', id).executeTakeFirst();
const note = { kind: 'note' as const, text: 'Called about the lift' };

test('a deleted contact is gone for everybody at once, and restored it is exactly what it was', async () => {
  const { db } = connection;
  const id = await add('Ada');
  await editContact(db, everybody(), system, id, { company: 'Eos' });
  await addActivity(db, tenantId, system, id, note, 'US');
  const before = { stored: await stored(id), ...(await getContact(db, everybody(), id)) };
  await deleteContact(db, everybody(), system, id);
  await expect(getContact(db, everybody(), id)).rejects.toMatchObject({ code: 'not-found' });
  const caller = await lookupCaller(db, everybody(), '+442071838750', { country: 'US' });
  expect(caller.match).toBeNull();
  await expect(deleteContact(db, everybody(), system, id)).rejects.toMatchObject({ code: 'not-found' });
  await restoreContact(db, everybody(), system, id);
  const { version: _, updatedAt: __, ...same } = before;
  expect({ stored: await stored(id), ...(await getContact(db, everybody(), id)) }).toMatchObject(same);
  const again = await lookupCaller(db, everybody(), '+442071838750', { country: 'US' });
  expect(again.match).toMatchObject({ id });
  expect(await activitiesOf(id)).toEqual([{ text: note.text }]);
  expect(await acts(id)).toEqual(['contact.added', 'contact.edited', 'contact.deleted', 'contact.restored']);
  // Twice changes nothing.
  await restoreContact(db, everybody(), system, id);
  expect(await acts(id)).toHaveLength(4);
  await deleteContact(db, everybody(), system, id);
});

test('several go and come back together; those that are not there are passed over', async () => {
  const ids = [await add('One'), await add('Two'), await add('Three')];
  expect(await deleteContacts(connection.db, everybody(), system, [...ids, newId()])).toEqual({ deleted: 3 });
  expect(await restoreContacts(connection.db, everybody(), system, [...ids, newId()])).toEqual({
    restored: 3,
  });
  for (const id of ids) expect(await getContact(connection.db, everybody(), id)).toMatchObject({ phones });
  await deleteContacts(connection.db, everybody(), system, ids);
});

test('what was deleted from a personal book comes back for its owner only', async () => {
  const [owner, other] = await Promise.all(
    ['ada@example.com', 'eve@example.com'].map((email) =>
      createPerson(connection.db, tenantId, system, {
        email,
        name: '',
        role: 'administrator',
        extension: null,
        password: null,
      }),
    ),
  );
  const id = await add('Mine', owner);
  const mine = { tenantId, personId: owner as PersonId };
  await deleteContact(connection.db, mine, system, id);
  for (const viewer of [everybody(), { tenantId, personId: other as PersonId }])
    await expect(restoreContact(connection.db, viewer, system, id)).rejects.toMatchObject({
      code: 'not-found',
    });
  await restoreContact(connection.db, mine, system, id);
  expect(await getContact(connection.db, mine, id)).toMatchObject({ book: 'personal', firstName: 'Mine' });
});

test('an upload that brings the same contact meanwhile is in nobody’s way: both stand, and its undo takes its own', async () => {
  const { db, pool } = connection;
  const id = await add('Grace');
  await deleteContact(db, everybody(), system, id);
  await importBook(
    pool,
    everybody(),
    system,
    { book: 'central', mode: 'replace', dryRun: false },
    Readable.from([Buffer.from('Grace,,,,,Work:+44 20 7183 8750,Fax:117\n')]),
  );
  await restoreContact(db, everybody(), system, id);
  const central = await db
    .selectFrom('contact')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('book', '=', 'central')
    .where('first_name', '=', 'Grace')
    .execute();
  expect(central).toHaveLength(2);
  expect(central).toContainEqual({ id });
});

test('after 30 days it is forgotten, and what happened with it', async () => {
  const { db } = connection;
  const id = await add('Old');
  const young = await add('Young');
  for (const one of [id, young]) {
    await addActivity(db, tenantId, system, one, note, 'US');
    await deleteContact(db, everybody(), system, one);
  }
  await db
    .updateTable('local_contact_deleted')
    .set({ deleted_at: new Date(Date.now() - 31 * 86_400_000) })
    .where('id', '=', id)
    .execute();
  await expect(restoreContact(db, everybody(), system, id)).rejects.toMatchObject({ code: 'not-found' });
  await purgeDeleted(db);
  expect(await activitiesOf(id)).toEqual([]);
  expect(await activitiesOf(young)).toHaveLength(1);
  await restoreContact(db, everybody(), system, young);
});
