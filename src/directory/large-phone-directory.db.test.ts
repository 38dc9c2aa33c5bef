import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase } from '../../test/database.ts';
import { system } from '../access/audit.ts';
import { createTenant } from '../access/tenants.ts';
import { emptyContact } from '../domain/contact.ts';
import type { TenantId } from '../domain/ids.ts';
import { createLocalContact } from './create-local-contact.ts';
import { createDatabasePhoneDirectory, withFallback } from './large-phone-directory.ts';
import type { PhoneDirectory } from './phone-directory.ts';
import { createPhoneDirectory } from './phone-index/create-phone-directory.ts';
import { startPhoneIndex } from './phone-index/phone-index.ts';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let tenantId: TenantId;
let small: ReturnType<typeof startPhoneIndex>;
let directory: PhoneDirectory;
beforeAll(async () => {
  database = await createTestDatabase();
  tenantId = await createTenant(database.db, 'Large');
  for (const [lastName, number] of [
    ['Archer', '+49 30 23125 001'],
    ['Barker', '+49 30 23125 002'],
    ['Cole', '+49 30 23125 003'],
  ] as const)
    await createLocalContact(database.db, tenantId, system, {
      book: 'central',
      ownerId: null,
      fields: { ...emptyContact, lastName, phones: [{ number, label: 'work' }] },
    });
  // An index that may hold two contacts, for a company of three.
  small = startPhoneIndex({ db: database.db, url: database.url, maxContacts: 2 });
  directory = withFallback(createPhoneDirectory(small), createDatabasePhoneDirectory(database.db));
});
afterAll(async () => {
  await small.stop();
  await database.drop();
});

test('a company that is too large for the index in memory is answered from the database', async () => {
  const viewer = { tenantId, personId: null };
  const { contacts, total } = await directory.search(viewer, { q: '', offset: 1, limit: 1 });
  expect([contacts.map(({ lastName }) => lastName), total]).toEqual([['Barker'], 3]);
  const all: string[] = [];
  for await (const page of directory.all(viewer)) all.push(...page.map(({ lastName }) => lastName));
  expect(all).toEqual(['Archer', 'Barker', 'Cole']);
  expect((await directory.lookup(viewer, '+493023125003'))?.lastName).toBe('Cole');
  expect(await directory.lookup(viewer, '+493023125009')).toBeNull();
  expect(await directory.revision(viewer)).not.toBe(await directory.revision(viewer));
  expect(await directory.country(viewer)).toBe('US');
});
