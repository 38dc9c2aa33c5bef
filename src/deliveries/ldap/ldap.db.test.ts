import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { text as readText } from 'node:stream/consumers';
import { Client } from 'ldapts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase } from '../../../test/database.ts';
import { system } from '../../access/audit.ts';
import { createDevice, revokeDevice, rotateDevice } from '../../access/devices.ts';
import { createLocalContact } from '../../directory/create-local-contact.ts';
import { type PhoneIndex, startPhoneIndex } from '../../directory/phone-index/phone-index.ts';
import { emptyContact, type PhoneLabel } from '../../domain/contact.ts';
import { type DeviceId, newId, type PersonId, type TenantId } from '../../domain/ids.ts';
import { type LdapServer, startLdap } from './start-ldap.ts';

// The server with a real database, real devices, and real clients: ldapts, and OpenLDAP's ldapsearch.

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let index: PhoneIndex;
let server: LdapServer;
let login: { id: DeviceId; ldapUsername: string; ldapPassword: string };
const tenantId = newId<TenantId>();
const silent = { info: () => {}, warn: () => {} };

const people: readonly (readonly [string, string, string, Partial<Record<PhoneLabel, string>>])[] = [
  ['Ada', 'Archer', 'Northwind Ltd', { work: '1001', mobile: '+44 7700 900001' }],
  ['Bob', 'Barker', '', { work: '1002', mobile: '+44 7700 900002' }],
  ['Cleo', 'Cole', '', { work: '003', mobile: '+44 7700 900003', fax: '020 7946 0003' }],
  ['Dora', 'Dale', '', { home: '020 7946 0004' }],
  ['Jörg', 'Müller', 'Müller & Söhne (Süd) *', { mobile: '0049 170 1234567' }],
  ['Zoë', 'Abbot', '', { work: '020 7946 0005 x622' }],
];

beforeAll(async () => {
  database = await createTestDatabase();
  const { db } = database;
  await db.insertInto('tenant').values({ tenant_id: tenantId, name: 'T', country: 'GB' }).execute();
  for (const [firstName, lastName, company, numbers] of people) {
    const phones = Object.entries(numbers).map(([label, number]) => ({ label: label as PhoneLabel, number }));
    await createLocalContact(db, tenantId, system, {
      book: 'central',
      ownerId: null,
      fields: { ...emptyContact, firstName, lastName, company, phones },
    });
  }
  login = await createDevice(db, tenantId, system, { name: 'Reception' });
  index = startPhoneIndex({ db, url: database.url });
  server = await startLdap({ db, index, host: '127.0.0.1', port: 0, version: '1.2.3', log: silent });
});
afterAll(async () => {
  await server.stop();
  await index.stop();
  await database.drop();
});

const url = () => `ldap://127.0.0.1:${server.port}`;

async function bound(credentials = login): Promise<Client> {
  const client = new Client({ url: url(), timeout: 5_000 });
  await client.bind(credentials.ldapUsername, credentials.ldapPassword);
  return client;
}

async function find(filter: string, client?: Client): Promise<string[]> {
  const own = client ?? (await bound());
  const { searchEntries } = await own.search('dc=directory', { scope: 'sub', filter, attributes: ['cn'] });
  if (!client) await own.unbind();
  return searchEntries.map(({ cn }) => String(cn));
}

test.each([
  ['(|(cn=ar*)(sn=ar*))', ['Ada Archer']],
  ['(cn=Arch*)', ['Ada Archer']],
  ['(cn=archer ada)', ['Ada Archer']],
  ['(mobile=*7700900003*)', ['Cleo Cole']],
  ['(telephoneNumber=*003)', ['Cleo Cole']],
  ['(telephoneNumber=1001)', ['Ada Archer']],
  ['(mobile=07700900002)', ['Bob Barker']],
  ['(mobile=+447700900002)', ['Bob Barker']],
  ['(mobile=447700900002)', ['Bob Barker']],
  ['(mobile=0770*)', ['Ada Archer', 'Bob Barker', 'Cleo Cole']],
  ['(telephoneNumber=02079460005)', ['Zoë Abbot']],
  ['(facsimileTelephoneNumber=*0003)', ['Cleo Cole']],
  ['(&(objectClass=person)(sn>=a)(sn<=zz)(sn=a*))', ['Ada Archer', 'Zoë Abbot']],
  ['(&(objectClass=*)(givenName>=Bob)(givenName<=zz)(givenName=Bob*)(extension=1002))', ['Bob Barker']],
  ['(!(nosuch=110))', []],
  ['(|(nosuch=110)(cn=Bob*))', ['Bob Barker']],
  ['(userAccountControl:1.2.840.113556.1.4.803:=2)', []],
  ['(cn=685537*)', ['Jörg Müller']],
  ['(sn=muller)', ['Jörg Müller']],
  ['(o=*\\28süd\\29 \\2a)', ['Jörg Müller']],
  ['(cn~=oe)', ['Jörg Müller', 'Zoë Abbot']],
  ['(sn=mueller*)', ['Jörg Müller']],
  ['(cn=archer, a*)', ['Ada Archer']],
  ['(o=Mueller *)', ['Jörg Müller']],
  ['(&(cn=*)(sn=c*))', ['Cleo Cole']],
  ['(&(cn=*)(!(sn=a*)))', ['Bob Barker', 'Cleo Cole', 'Dora Dale', 'Jörg Müller']],
  ['(objectclass=contact)', people.map(([first, last]) => `${first} ${last}`)],
])('%s finds %j', async (filter, expected) => {
  expect(await find(filter)).toEqual(expected);
});

test('a device with an order of its own gets names in it, and finds them in every order', async () => {
  const own = await createDevice(database.db, tenantId, system, { name: 'Desk', nameOrder: 'last-first' });
  const client = await bound(own);
  expect(await find('(|(cn=Archer, Ada)(cn=bob barker)(displayName=zo*))', client)).toEqual([
    'Archer, Ada',
    'Barker, Bob',
    'Abbot, Zoë',
  ]);
  await client.unbind();
  expect(await find('(cn=Archer, Ada)')).toEqual(['Ada Archer']);
  await revokeDevice(database.db, tenantId, system, own.id);
});

const hasLdapsearch = existsSync('/usr/bin/ldapsearch');
if (!hasLdapsearch)
  console.warn(
    'ldapsearch is not installed (Debian: ldap-utils): the tests with OpenLDAP as a client are left out.',
  );

interface Answer {
  readonly code: number;
  readonly lines: readonly string[];
}

/** Runs ldapsearch as a device; `rest` is its filter, attributes and options. */
async function ldapsearch(
  rest: readonly string[],
  options: { base?: string; anonymous?: boolean; as?: typeof login } = {},
): Promise<Answer> {
  const { ldapUsername, ldapPassword } = options.as ?? login;
  const who = options.anonymous ? [] : ['-D', `cn=${ldapUsername},dc=directory`, '-w', ldapPassword];
  const all = [
    '-x',
    '-H',
    url(),
    '-o',
    'ldif_wrap=no',
    '-b',
    options.base ?? 'dc=directory',
    ...who,
    ...rest,
  ];
  const child = spawn('stdbuf', ['-o0', 'ldapsearch', ...all], { timeout: 10_000 });
  // After a window of a list view it asks for the next: one is enough.
  child.stdout.on('data', (text: Buffer) => text.includes('Press [') && child.kill());
  const [output, errors, code] = await Promise.all([
    readText(child.stdout),
    readText(child.stderr),
    new Promise<number>((resolve) => child.once('close', (ended) => resolve(ended ?? -1))),
  ]);
  return { code, lines: `${output}\n${errors}`.split('\n') };
}
const values = (answer: Answer, name: string) =>
  answer.lines.flatMap((line) => {
    // LDIF writes what is not ASCII in base 64, behind two colons.
    const [, colons, value] = new RegExp(`^${name}(::?) (.*)$`).exec(line) ?? [];
    if (value === undefined) return [];
    return [colons === '::' ? Buffer.from(value, 'base64').toString() : value];
  });

describe.skipIf(!hasLdapsearch)('ldapsearch', () => {
  test('reads the root without a bind, and nothing else', async () => {
    const root = await ldapsearch(['-s', 'base', '(objectClass=*)', '+'], { base: '', anonymous: true });
    expect(values(root, 'namingContexts')).toEqual(['dc=directory']);
    expect(values(root, 'supportedLDAPVersion')).toEqual(['2', '3']);
    expect(values(root, 'supportedControl')).toContain('1.2.840.113556.1.4.319');
    expect(values(root, 'vendorVersion')).toEqual(['1.2.3']);
    expect(values(root, 'supportedExtension')).not.toContain('1.3.6.1.4.1.1466.20037');
    const schema = await ldapsearch(['-s', 'base', '(objectClass=*)', '+'], {
      base: 'cn=Subschema',
      anonymous: true,
    });
    expect(values(schema, 'attributeTypes').join()).toContain("NAME 'telephoneNumber'");
    expect((await ldapsearch(['(cn=*)'], { anonymous: true })).code).toBe(50);
  });

  test('gets attributes as asked for', async () => {
    const asked = await ldapsearch(['(cn=ada*)', 'CN', 'TELEPHONENUMBER', 'mobile', 'nosuch']);
    expect(asked.lines).toContain('CN: Ada Archer');
    expect(asked.lines).toContain('TELEPHONENUMBER: 1001');
    expect(asked.lines).toContain('mobile: +447700900001');
    expect(
      (await ldapsearch(['(cn=ada*)', '1.1'])).lines.filter((line) => /^[a-zA-Z]+: /.test(line)),
    ).toEqual([
      expect.stringMatching(/^dn: uid=[0-9a-f-]{36},ou=central,dc=directory$/),
      ...(await ldapsearch(['(cn=ada*)', '1.1'])).lines.filter((line) => /^(search|result): /.test(line)),
    ]);
    const all = await ldapsearch(['(cn=ada*)', '*', '+']);
    expect(values(all, 'objectClass')).toEqual(['top', 'person', 'organizationalPerson', 'inetOrgPerson']);
    expect(values(all, 'o')).toEqual(['Northwind Ltd']);
    expect(values(all, 'structuralObjectClass')).toEqual(['inetOrgPerson']);
    const types = await ldapsearch(['-A', '(cn=ada*)', 'cn']);
    expect(types.lines).toContain('cn:');
  });

  test('numbers are dialable: no extension, no spaces', async () => {
    expect(values(await ldapsearch(['(sn=abbot)', 'telephoneNumber']), 'telephoneNumber')).toEqual([
      '02079460005',
    ]);
  });

  test('is cut at the size limit with result 4, and not exactly at it', async () => {
    const two = await ldapsearch(['-z', '2', '(cn=*)', 'cn']);
    expect([two.code, values(two, 'cn').length]).toEqual([4, 2]);
    const six = await ldapsearch(['-z', '6', '(cn=*)', 'cn']);
    expect([six.code, values(six, 'cn').length]).toEqual([0, 6]);
  });

  test('sorts, in both directions, also by what some do not have', async () => {
    expect(values(await ldapsearch(['-E', 'sss=sn', '(sn=*)', 'sn']), 'sn')).toEqual([
      'Abbot',
      'Archer',
      'Barker',
      'Cole',
      'Dale',
      'Müller',
    ]);
    const down = await ldapsearch(['-E', '!sss=-sn', '(sn=*)', 'sn']);
    expect(values(down, 'sn').at(-1)).toBe('Abbot');
    expect((await ldapsearch(['-E', 'sss=nosuch', '(sn=*)', 'sn'])).code).toBe(0);
    expect((await ldapsearch(['-E', '!sss=nosuch', '(sn=*)', 'sn'])).code).toBe(12);
    expect(values(await ldapsearch(['-E', 'sss=homePhone', '(sn=*)', 'sn']), 'sn')[0]).toBe('Dale');
  });

  test('scrolls through a list view', async () => {
    const first = await ldapsearch(['-E', 'sss=sn', '-E', 'vlv=0/1/1/0', '(objectClass=person)', 'sn']);
    expect(values(first, 'sn')).toEqual(['Abbot', 'Archer']);
    expect(first.lines.join('\n')).toMatch(/pos=1 count=6/);
    const byValue = await ldapsearch(['-E', 'sss=sn', '-E', 'vlv=0/1:c', '(objectClass=person)', 'sn']);
    expect(values(byValue, 'sn')).toEqual(['Cole', 'Dale']);
    const past = await ldapsearch([
      '-E',
      'sss=givenName',
      '-E',
      'vlv=0/0/99/0',
      '(objectClass=person)',
      'sn',
    ]);
    expect(past.lines.join('\n')).toMatch(/pos=6 count=6 .*Success/);
  });

  test('turns pages without losing or repeating anybody', async () => {
    for (const sort of [[], ['-E', 'sss=sn']]) {
      const pages = await ldapsearch([...sort, '-E', 'pr=2/noprompt', '(objectClass=person)', 'uid']);
      expect(pages.code).toBe(0);
      expect(new Set(values(pages, 'uid')).size).toBe(6);
      expect(values(pages, 'uid')).toHaveLength(6);
    }
  });

  test('refuses what it does not know and what it does not do', async () => {
    expect((await ldapsearch(['-e', '!1.2.3.4.5', '(cn=*)'])).code).toBe(12);
    expect((await ldapsearch(['-e', '1.2.3.4.5', '(cn=*)'])).code).toBe(0);
    const nowhere = await ldapsearch(['(cn=*)'], { base: 'ou=nope,dc=directory' });
    expect(nowhere.code).toBe(32);
    expect(nowhere.lines).toContain('matchedDN: dc=directory');
    expect((await ldapsearch(['(cn=*)'], { base: 'dc=elsewhere' })).code).toBe(32);
    expect((await ldapsearch(['(cn=*)'], { base: 'OU=Central, DC = Directory' })).code).toBe(0);
    expect((await ldapsearch(['(cn=*)'], { base: '' })).code).toBe(0);
    expect((await ldapsearch(['-D', 'cn=someone', '-w', '', '(cn=*)'], { anonymous: true })).code).toBe(53);
  });
});

describe('devices', () => {
  const wrong = (user: string, password: string) =>
    bound({ id: login.id, ldapUsername: user, ldapPassword: password }).then(
      () => 0,
      (error: { code: number }) => error.code,
    );

  test('bind with a bare name, a DN or an address', async () => {
    for (const name of [
      login.ldapUsername,
      `cn=${login.ldapUsername},dc=directory`,
      `${login.ldapUsername}@pbx`,
    ])
      expect(await wrong(name, login.ldapPassword)).toBe(0);
    expect(await wrong(login.ldapUsername, 'wrong')).toBe(49);
  });

  test('a revoked device loses its open connections at once', async () => {
    const other = await createDevice(database.db, tenantId, system, { name: 'Lobby' });
    const client = await bound(other);
    expect(await find('(cn=ada*)', client)).toEqual(['Ada Archer']);
    await revokeDevice(database.db, tenantId, system, other.id);
    await expect.poll(() => client.isConnected).toBe(false);
    expect(await wrong(other.ldapUsername, other.ldapPassword)).toBe(49);
  });

  test('so does one that got a new password', async () => {
    const other = await createDevice(database.db, tenantId, system, { name: 'Lift' });
    const client = await bound(other);
    await rotateDevice(database.db, tenantId, system, other.id);
    await expect.poll(() => client.isConnected).toBe(false);
  });

  test('only see the personal book of their owner', async () => {
    const [ownerId, otherId] = [newId<PersonId>(), newId<PersonId>()];
    for (const id of [ownerId, otherId]) {
      const email = `${id}@example.com`;
      await database.db
        .insertInto('person')
        .values({ tenant_id: tenantId, id, email, email_key: email, role: 'user', name: '' })
        .execute();
    }
    await createLocalContact(database.db, tenantId, system, {
      book: 'personal',
      ownerId,
      fields: { ...emptyContact, firstName: 'Private', lastName: 'Person' },
    });
    await index.refresh(tenantId);
    const mine = await createDevice(database.db, tenantId, system, { name: 'Mine', ownerId });
    const theirs = await createDevice(database.db, tenantId, system, { name: 'Theirs', ownerId: otherId });
    expect(await find('(sn=person)', await bound(mine))).toEqual(['Private Person']);
    expect(await find('(sn=person)', await bound(theirs))).toEqual([]);
    expect(await find('(sn=person)')).toEqual([]);
  });

  test('get numbers in their format and no more entries than they may hold', async () => {
    const national = await createDevice(database.db, tenantId, system, {
      name: 'National',
      numberFormat: 'national',
      nationalPrefix: '9',
      maxEntries: 2,
    });
    const client = await bound(national);
    const search = (filter: string) =>
      client.search('dc=directory', { filter, attributes: ['telephoneNumber', 'mobile'] });
    const found = async (filter: string) => (await search(filter)).searchEntries[0];
    expect(await found('(cn=ada*)')).toMatchObject({ telephoneNumber: '1001', mobile: '907700900001' });
    expect(await found('(sn=muller)')).toMatchObject({ mobile: '900491701234567' });
    await expect(search('(cn=*)')).rejects.toMatchObject({ code: 4 });
    await client.unbind();
  });

  test.runIf(hasLdapsearch)('do not scroll or turn pages beyond what they may hold', async () => {
    const few = await createDevice(database.db, tenantId, system, { name: 'Few', maxEntries: 2 });
    const sorted = ['-E', 'sss=sn', '(objectClass=person)', 'sn'];
    const view = await ldapsearch(['-E', 'vlv=0/9/1/0', ...sorted], { as: few });
    expect(values(view, 'sn')).toEqual(['Abbot', 'Archer']);
    expect(view.lines.join('\n')).toMatch(/pos=1 count=2/);
    const past = await ldapsearch(['-E', 'vlv=0/0/4/0', ...sorted], { as: few });
    expect(values(past, 'sn')).toEqual(['Archer']);
    const pages = await ldapsearch(['-E', 'pr=1/noprompt', ...sorted], { as: few });
    expect([values(pages, 'sn'), pages.code]).toEqual([['Abbot', 'Archer'], 4]);
  });
});
