import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase } from '../../../test/database.ts';
import { system } from '../../access/audit.ts';
import { emptyContact } from '../../domain/contact.ts';
import { newId, type TenantId } from '../../domain/ids.ts';
import { createLocalContact } from '../create-local-contact.ts';
import { deleteContact } from '../delete-contact.ts';
import { editContact } from '../edit-contact.ts';
import { findAll } from './find.ts';
import { type PhoneIndex, startPhoneIndex } from './phone-index.ts';
import { readSearch } from './search.ts';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let index: PhoneIndex;
const tenantId = newId<TenantId>();
const viewer = { tenantId, personId: null };

beforeAll(async () => {
  database = await createTestDatabase();
  await database.db.insertInto('tenant').values({ tenant_id: tenantId, name: 'T', country: 'DE' }).execute();
  index = startPhoneIndex({ db: database.db, url: database.url });
});
afterAll(async () => {
  await index.stop();
  await database.drop();
});

const add = (firstName: string, lastName: string, ...numbers: string[]) =>
  createLocalContact(database.db, tenantId, system, {
    book: 'central',
    ownerId: null,
    fields: {
      ...emptyContact,
      firstName,
      lastName,
      phones: numbers.map((number) => ({ number, label: 'work' })),
    },
  });

async function names(q: string): Promise<string[]> {
  const { book } = await index.open(tenantId);
  return findAll(book, readSearch(q, 'US', { keypad: true })).map(({ displayName }) => displayName);
}

test('a book is read when somebody first asks, and follows every change', async () => {
  const muller = await add('Jörg', 'Müller', '030 123456');
  await add('Ada', 'Archer', '+44 7700 900001');
  expect(await names('')).toEqual(['Ada Archer', 'Jörg Müller']);
  expect(await names('mull')).toEqual(['Jörg Müller']);
  expect(await names('685537')).toEqual(['Jörg Müller']);
  expect(await names('+44')).toEqual(['Ada Archer']);
  expect(await names('900001')).toEqual(['Ada Archer']);

  await editContact(database.db, viewer, system, muller, { lastName: 'Aal' }, {});
  await index.refresh(tenantId);
  expect(await names('')).toEqual(['Ada Archer', 'Jörg Aal']);
  expect(await names('mull')).toEqual([]);

  await deleteContact(database.db, viewer, system, muller);
  await index.refresh(tenantId);
  expect(await names('')).toEqual(['Ada Archer']);
});
