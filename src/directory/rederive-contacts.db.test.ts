import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase } from '../../test/database.ts';
import { system } from '../access/audit.ts';
import { createTenant } from '../access/tenants.ts';
import { emptyContact } from '../domain/contact.ts';
import type { TenantId } from '../domain/ids.ts';
import { createLocalContact } from './create-local-contact.ts';
import { rederiveContacts, rederiveProgress, startRederiving } from './rederive-contacts.ts';
import { listContacts } from './search/list-contacts.ts';
import { setTenantCountry, tenantCountry } from './tenant-country.ts';
import { setTenantNameOrder } from './tenant-name-order.ts';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let tenantId: TenantId;

beforeAll(async () => {
  database = await createTestDatabase();
  tenantId = await createTenant(database.db, 'Acme');
  const fields = {
    ...emptyContact,
    firstName: 'Ada',
    phones: [{ number: '020 7183 8750', label: 'work' as const }],
  };
  await createLocalContact(database.db, tenantId, system, { book: 'central', ownerId: null, fields });
});
afterAll(() => database.drop());

const published = async () => {
  const { phones } = await database.db.selectFrom('contact').select('phones').executeTakeFirstOrThrow();
  const { digits } = await database.db
    .selectFrom('contact_number')
    .select('digits')
    .executeTakeFirstOrThrow();
  return { number: phones[0]?.number, e164: phones[0]?.e164, digits };
};

test('a tenant without a country of its own has the installation’s', async () => {
  expect(await tenantCountry(database.db, tenantId, 'BA')).toBe('BA');
  await database.db.insertInto('installation').values({ key: 'default_country', value: '"US"' }).execute();
  expect(await tenantCountry(database.db, tenantId, 'BA')).toBe('US');
});

test('when the country changes, numbers are read anew and stay as they were typed', async () => {
  expect(await published()).toMatchObject({ e164: null, digits: '02071838750' });
  await setTenantCountry(database.db, tenantId, system, 'GB');
  expect(await rederiveProgress(database.db, tenantId)).toEqual({ done: 0, total: 0 });
  const seen: number[] = [];
  await rederiveContacts(database.db, tenantId, ({ done }) => seen.push(done));
  expect(seen).toEqual([0, 1]);
  expect(await published()).toEqual({
    number: '020 7183 8750',
    e164: '+442071838750',
    digits: '442071838750',
  });
  expect(await rederiveProgress(database.db, tenantId)).toBeNull();
});

test('cut off half-way, the background goes on, also when only the installation’s country changed', async () => {
  await setTenantCountry(database.db, tenantId, system, null);
  const cutOff = new AbortController();
  await rederiveContacts(database.db, tenantId, () => cutOff.abort(), cutOff.signal);
  expect((await published()).e164).toBe('+442071838750');
  const background = startRederiving({ db: database.db });
  await background.now();
  expect((await published()).e164).toBeNull();
  await database.db
    .updateTable('installation')
    .set({ value: '"GB"' })
    .where('key', '=', 'default_country')
    .execute();
  await background.now();
  expect((await published()).e164).toBe('+442071838750');
  await background.stop();
});

test('another order of names shows and sorts every contact so, and what finds them stays', async () => {
  const { db } = database;
  const fields = { ...emptyContact, firstName: 'Zoë', middleName: 'King', lastName: 'Archer' };
  await createLocalContact(db, tenantId, system, { book: 'central', ownerId: null, fields });
  const names = async (q: string) =>
    (await listContacts(db, { tenantId, personId: null }, { q, limit: 5 })).items.map(
      ({ displayName }) => displayName,
    );
  expect(await names('')).toEqual(['Ada', 'Zoë King Archer']);
  await setTenantNameOrder(db, tenantId, system, 'last-first');
  await rederiveContacts(db, tenantId);
  expect(await names('')).toEqual(['Ada', 'Archer, Zoë King']);
  for (const q of ['zoe king', 'Archer, Zoë', 'archer', 'king'])
    expect(await names(q)).toEqual(['Archer, Zoë King']);
  await setTenantNameOrder(db, tenantId, system, 'first-last');
  await rederiveContacts(db, tenantId);
  expect(await names('archer')).toEqual(['Zoë King Archer']);
});

test('contacts that an older version derived are derived anew', async () => {
  const { db } = database;
  await db.updateTable('derivation').set({ derived_with: 'GB' }).where('tenant_id', '=', tenantId).execute();
  await db
    .updateTable('contact')
    .set({ search_text: 'zoe king archer\u001e' })
    .where('tenant_id', '=', tenantId)
    .execute();
  const background = startRederiving({ db });
  await background.now();
  await background.stop();
  const { items } = await listContacts(db, { tenantId, personId: null }, { q: 'archer', limit: 5 });
  expect(items.map(({ displayName }) => displayName)).toEqual(['Zoë King Archer']);
});

test('what is no country is refused', async () => {
  await expect(setTenantCountry(database.db, tenantId, system, 'XX')).rejects.toMatchObject({
    code: 'invalid-input',
  });
});
