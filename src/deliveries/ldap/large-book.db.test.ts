import { Client } from 'ldapts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase } from '../../../test/database.ts';
import { system } from '../../access/audit.ts';
import { createDevice } from '../../access/devices.ts';
import { createLocalContact } from '../../directory/create-local-contact.ts';
import { startPhoneIndex } from '../../directory/phone-index/phone-index.ts';
import { emptyContact } from '../../domain/contact.ts';
import { newId, type PersonId, type TenantId } from '../../domain/ids.ts';
import { startLdap } from './start-ldap.ts';

// A company that has more contacts than the index in memory may hold: here one of five, and an index of two.

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let index: ReturnType<typeof startPhoneIndex>;
let server: Awaited<ReturnType<typeof startLdap>>;
let client: Client;
let tenantId: TenantId;
const warnings: string[] = [];
const log = { info: () => {}, warn: (_: object, message: string) => void warnings.push(message) };

beforeAll(async () => {
  database = await createTestDatabase();
  const { db } = database;
  tenantId = newId<TenantId>();
  const ownerId = newId<PersonId>();
  await db.insertInto('tenant').values({ tenant_id: tenantId, name: 'Large', country: 'DE' }).execute();
  await db
    .insertInto('person')
    .values({
      tenant_id: tenantId,
      id: ownerId,
      email: 'a@example.com',
      email_key: 'a@example.com',
      role: 'user',
      name: '',
    })
    .execute();
  for (const [firstName, lastName, number, owner] of [
    ['Ada', 'Archer', '+49 30 23125001', null],
    ['Jörg', 'Müller', '030 23125002', null],
    ['Cleo', 'Cole', '2003', null],
    ['Zed', 'Studio 2000', '030 23125005', null],
    ['Secret', 'Archer', '030 23125004', ownerId],
  ] as const)
    await createLocalContact(db, tenantId, system, {
      book: owner ? 'personal' : 'central',
      ownerId: owner,
      fields: { ...emptyContact, firstName, lastName, phones: [{ number, label: 'work' }] },
    });
  index = startPhoneIndex({ db, url: database.url, maxContacts: 2, log });
  server = await startLdap({ db, index, host: '127.0.0.1', port: 0, log });
  const device = await createDevice(db, tenantId, system, { name: 'Reception' });
  client = new Client({ url: `ldap://127.0.0.1:${server.port}` });
  await client.bind(device.ldapUsername, device.ldapPassword);
});
afterAll(async () => {
  await client.unbind();
  await server.stop();
  await index.stop();
  await database.drop();
});

const find = async (filter: string, base = 'dc=directory') =>
  (await client.search(base, { filter, attributes: ['sn'] })).searchEntries.map(({ sn }) => sn).sort();

test.each([
  ['(telephoneNumber=03023125001)', ['Archer']],
  ['(|(telephoneNumber=+493023125002)(mobile=+493023125002)(homePhone=+493023125002))', ['Müller']],
  ['(telephoneNumber=2003)', ['Cole']],
  ['(telephoneNumber=+49 30 23125002 ext. 622)', ['Müller']],
  ['(telephoneNumber=03023*)', ['Archer', 'Müller', 'Studio 2000']],
  ['(telephoneNumber=*125002)', ['Müller']],
  ['(telephoneNumber=9999999)', []],
  ['(|(cn=mul*)(sn=mul*))', ['Müller']],
  ['(cn=*rche*)', ['Archer']],
  ['(sn=archer)', ['Archer']],
  ['(cn=Archer Ada)', ['Archer']],
  ['(cn=*2000*)', ['Studio 2000']],
  ['(|(cn=*2000*)(telephoneNumber=*2000*))', ['Studio 2000']],
  ['(cn=*)', ['Archer', 'Cole', 'Müller', 'Studio 2000']],
  ['(&(objectClass=person)(sn>=a)(sn<=zz)(sn=c*))', ['Cole']],
  ['(&(cn=*)(!(sn=cole)))', ['Archer', 'Müller', 'Studio 2000']],
  ['(extension=2003)', ['Cole']],
  ['(nosuch=x)', []],
])('a directory too large for memory is searched in the database: %s', async (filter, expected) => {
  expect(await find(filter)).toEqual(expected);
});

test('one entry is read and compared by its name, sorted and paged lists come too', async () => {
  const [entry] = (await client.search('dc=directory', { filter: '(sn=cole)', attributes: ['uid'] }))
    .searchEntries;
  expect(await find('(objectClass=*)', entry?.dn)).toEqual(['Cole']);
  expect(await find(`(uid=${entry?.uid})`)).toEqual(['Cole']);
  expect(await client.compare(entry?.dn ?? '', 'sn', 'COLE')).toBe(true);
  expect(
    (await client.search('dc=directory', { filter: '(cn=*)', paged: { pageSize: 2 } })).searchEntries,
  ).toHaveLength(4);
});

test('its size is not counted anew for every search', () => {
  expect(warnings.filter((warning) => warning.includes('more contacts than'))).toHaveLength(1);
});

test('where more may fit than were read, the result says so', async () => {
  const fields = { ...emptyContact, lastName: 'Smith' };
  for (let at = 0; at < 100; at += 1)
    await Promise.all(
      Array.from({ length: 10 }, () =>
        createLocalContact(database.db, tenantId, system, { book: 'central', ownerId: null, fields }),
      ),
    );
  // A thousand of a thousand and three are read, and none of those fits.
  await expect(find('(&(cn=*)(givenName>=zz))')).rejects.toMatchObject({ code: 4 });
  expect(await find('(sn=cole)')).toEqual(['Cole']);
});

// Behind a thousand others by name: found only by asking for what the filter needs.
test.each([
  ['letters in a filter for names and numbers', '(|(cn=zed*)(telephoneNumber=zed*)(mobile=zed*))'],
  ['digits in a filter for names and numbers', '(|(cn=*2000*)(telephoneNumber=*2000*))'],
  ['a number of nobody or a name', '(|(telephoneNumber=none)(sn=studio*))'],
  ['several words', '(&(cn=*)(cn=zed  studio 2000))'],
])('whoever stands far behind in the alphabet is found: %s', async (_, filter) => {
  expect(await find(filter)).toEqual(['Studio 2000']);
});

test('a value of thousands of words is answered like any other', async () => {
  expect(await find(`(cn=zed ${Array.from({ length: 9_000 }, (_, at) => `w${at}`).join(' ')})`)).toEqual([]);
});
