import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase } from '../../../test/database.ts';
import {
  createPerson,
  createSource,
  createTenant,
  fixtureContact,
  publishFixture,
} from '../../../test/publish-fixture.ts';
import type { PersonId, TenantId } from '../../domain/ids.ts';
import { publishContacts } from '../publish-contacts.ts';
import { getContact } from './get-contact.ts';
import { lookupCaller } from './lookup-caller.ts';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let tenantId: TenantId;
let me: PersonId;
let them: PersonId;

const contact = (firstName: string, numbers: string[], place: Parameters<typeof fixtureContact>[1] = {}) =>
  fixtureContact({ firstName, phones: numbers.map((number) => ({ number, label: 'work' })) }, place);

beforeAll(async () => {
  database = await createTestDatabase();
  tenantId = await createTenant(database.db);
  me = await createPerson(database.db, tenantId);
  them = await createPerson(database.db, tenantId);
  const sourceId = await createSource(database.db, tenantId);
  await publishFixture(database.db, tenantId, [
    contact('Synced', ['+1 212 555 0123'], { sourceId }),
    contact('Central', ['(212) 555-0123 x7', '+1 212 555 0123']),
    contact('Mine', ['212.555.0123'], { ownerId: me }),
    contact('Theirs', ['212.555.0123', '+44 161 496 0001'], { ownerId: them }),
    contact('Berlin', ['030 1234567']),
    contact('Reception', ['622', 'ask']),
  ]);
});
afterAll(() => database.drop());

const who = async (number: string, personId: PersonId | null = null) => {
  const { match, others } = await lookupCaller(database.db, { tenantId, personId }, number, {
    country: 'US',
  });
  return [match?.displayName ?? null, others];
};

test('the number is found however it is written, in the best place, and others are counted', async () => {
  for (const number of ['+12125550123', '0012125550123', '212-555-0123', '12125550123'])
    expect(await who(number)).toEqual(['Central', 1]);
  expect(await who('+12125550123', me)).toEqual(['Mine', 2]);
});

test('another person’s contact is nobody’s', async () => {
  expect(await who('+441614960001')).toEqual([null, 0]);
  expect(await who('+441614960001', me)).toEqual([null, 0]);
  expect(await who('+441614960001', them)).toEqual(['Theirs', 0]);
});

test('a number that is not known in full is found by its ending', async () => {
  expect(await who('+49301234567')).toEqual(['Berlin', 0]);
  expect(await who('5550123')).toEqual(['Central', 1]);
  expect(await who('+14155550123')).toEqual([null, 0]);
});

test('an extension is the whole of it', async () => {
  expect(await who('622')).toEqual(['Reception', 0]);
  for (const number of ['22', '1622', '', 'ask', '+']) expect(await who(number)).toEqual([null, 0]);
});

test('one contact is shown with what was edited, also when hidden, and not to others', async () => {
  const sourceId = await createSource(database.db, tenantId, 'Branch');
  const [edited, mine] = [
    contact('Ada', ['+1 212 555 0199'], { sourceId }),
    contact('Bea', ['+1 212 555 0198'], { ownerId: me }),
  ];
  await database.db
    .insertInto('contact_override')
    .values([
      { tenant_id: tenantId, contact_id: edited.id, field: 'company', value: '"Acme"', edited_by: 'Eva' },
      { tenant_id: tenantId, contact_id: edited.id, field: 'phones', value: null, edited_by: 'Eva' },
    ])
    .execute();
  await publishFixture(database.db, tenantId, [edited, mine]);
  const everybody = { tenantId, personId: null };
  const found = await getContact(database.db, everybody, edited.id);
  expect(found).toMatchObject({
    displayName: 'Ada',
    company: 'Acme',
    phones: [],
    edited: ['company', 'phones'],
    hidden: false,
    source: { id: sourceId, kind: 'custom', name: 'Branch' },
    fields: {
      company: { value: 'Acme', sourceValue: '', editedBy: 'Eva' },
      phones: { value: [], sourceValue: [{ number: '+1 212 555 0199', label: 'work' }] },
    },
  });
  await database.db
    .insertInto('contact_hidden')
    .values({ tenant_id: tenantId, contact_id: edited.id, source_id: sourceId, hidden_by: 'Eva' })
    .execute();
  await publishContacts(database.db, tenantId, [edited.id]);
  expect(await getContact(database.db, everybody, edited.id)).toMatchObject({
    hidden: true,
    company: '',
    phones: [{ number: '+1 212 555 0199', e164: '+12125550199' }],
    fields: {},
  });
  expect(await getContact(database.db, { tenantId, personId: me }, mine.id)).toMatchObject({
    book: 'personal',
  });
  for (const viewer of [everybody, { tenantId, personId: them }])
    await expect(getContact(database.db, viewer, mine.id)).rejects.toMatchObject({ code: 'not-found' });
});
