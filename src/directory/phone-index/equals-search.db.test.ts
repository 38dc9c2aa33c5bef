import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase } from '../../../test/database.ts';
import {
  createPerson,
  createSource,
  createTenant,
  type FixtureContact,
  fixtureContact,
  publishFixture,
} from '../../../test/publish-fixture.ts';
import { emptyContact, type PhoneLabel, phoneLabels } from '../../domain/contact.ts';
import type { PersonId, SourceId, TenantId } from '../../domain/ids.ts';
import { listContacts } from '../search/list-contacts.ts';
import { lookupCaller } from '../search/lookup-caller.ts';
import type { Viewer } from '../viewer.ts';
import { createPhoneDirectory } from './create-phone-directory.ts';
import { findSlots } from './find.ts';
import { type PhoneIndex, startPhoneIndex } from './phone-index.ts';
import { inRanks, readSearch } from './search.ts';

// What phones find is what the Contacts page finds: the index in memory against the queries of directory/search/.

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let index: PhoneIndex;
let tenantId: TenantId;
let person: PersonId;
let source: SourceId;
beforeAll(async () => {
  database = await createTestDatabase();
  index = startPhoneIndex({ db: database.db, url: database.url });
  tenantId = await createTenant(database.db);
  person = await createPerson(database.db, tenantId);
  source = await createSource(database.db, tenantId);
});
afterAll(async () => {
  await index.stop();
  await database.drop();
});

const names = [
  ...['Anna', 'anna', 'Ånna', 'ANNA', 'Annabel', 'Ann-Marie', 'Þór', 'Thor', 'Łukasz', 'Hadžić', 'hadzic'],
  ...[
    'Straße',
    'Strasse',
    'Øystein',
    'Ærø',
    'Işık',
    "O'Neil",
    'D’Arcy',
    'Lang‐Weber',
    'Müller',
    'Mueller',
    'Muller',
    'Ka\u00adrl',
    '太郎',
    '민수',
    '김',
    'علی\u200cرضا',
    'Γιοσέφ',
    'Αλέξης',
    'Zq',
    'x',
    'Йод',
    '山田',
    'カナ',
    '각',
    '½',
    '+44',
  ],
  ...['3M', 'a  b', '_', '#1', `${'z'.repeat(199)}é b`, '12', ''],
];
const typed = [
  ...[
    '+44 20 7123 4567',
    '0044 161 496 0000',
    '020 7946 0958',
    '(212) 555-0123',
    '212 555 0199 x12',
    '12',
    '7',
  ],
  ...['+1 212 555 0123', '00387 33 123 456', '+', 'ask reception', '622', '+49 (0)30 123456', '030/12 34 56'],
];
const queries = [
  ...[
    '',
    'a',
    'an',
    'ann',
    'anna',
    'anna a',
    'na',
    'hadzic',
    'strasse',
    'thor',
    'Þ',
    "o'n",
    'zq',
    'йод',
    '山',
  ],
  ...[
    '+',
    '+4',
    '+44',
    '+44 20',
    '0044',
    '20',
    '2',
    '0207',
    '555-01',
    '(0)',
    '12',
    '622',
    '.',
    '&',
    '_',
    '#',
  ],
  ...[
    'müller',
    'mueller',
    'muller',
    'müller anna',
    'ü',
    "d'arcy",
    'darcy',
    'lang-weber',
    'langweber',
    'lang weber',
    'Müller, Anna',
    'anna, m',
    '"Anna"',
    'mailto:anna@acme.example',
    '<anna@acme.example>',
    '山田太郎',
    '太郎山田',
    '김민수',
    'karl',
    'عليرضا',
    'γιος',
    'αλεξησ',
    'robert',
    'anna 020',
    'x +44',
    'anna +',
    'gmbh',
    'acme',
    '@',
    'a@acme.ex',
    '123',
    '%',
    '5550123',
    '71234567',
    '4420712',
  ],
];
const callers = [
  ...[
    '+442071234567',
    '02071234567',
    '442071234567',
    '00442071234567',
    '2125550123',
    '12125550123',
    '+12125550123',
  ],
  ...[
    '5550123',
    '12',
    '7',
    '622',
    '161 496 0000',
    '+4930123456',
    '030123456',
    '',
    'anonymous',
    '38733123456',
  ],
];

const oneOf = <T>(list: readonly T[]) => fc.constantFrom(...list);
const contacts = fc.record({
  firstName: oneOf(names),
  lastName: oneOf(names),
  company: oneOf(['', 'Acme GmbH', 'Müller & Söhne', '12 Ltd']),
  emails: fc.array(oneOf(['anna@acme.example', 'o.neil@x.example']), { maxLength: 2 }),
  phones: fc.array(fc.tuple(oneOf(typed), oneOf<PhoneLabel>(phoneLabels)), { maxLength: 3 }),
  place: oneOf(['central', 'personal', 'synced'] as const),
});

function made(contact: typeof contacts extends fc.Arbitrary<infer C> ? C : never): FixtureContact {
  const { place, emails, phones, ...fields } = contact;
  return fixtureContact(
    {
      ...emptyContact,
      ...fields,
      emails: emails.map((email) => ({ email, label: 'business' })),
      phones: phones.map(([number, label]) => ({ number, label })),
    },
    place === 'personal' ? { ownerId: person } : place === 'synced' ? { sourceId: source } : {},
  );
}

test('the index finds what the database finds, in the same order, and the same caller', async () => {
  const directory = createPhoneDirectory(index);
  await fc.assert(
    fc.asyncProperty(fc.array(contacts, { minLength: 1, maxLength: 30 }), async (drawn) => {
      await database.db.deleteFrom('source_contact').where('tenant_id', '=', tenantId).execute();
      await publishFixture(database.db, tenantId, drawn.map(made));
      await index.refresh(tenantId);
      const { book, country } = await index.open(tenantId);
      for (const viewer of [
        { tenantId, personId: null },
        { tenantId, personId: person },
      ] satisfies Viewer[]) {
        for (const q of queries) {
          const expected = await listContacts(database.db, viewer, { q, limit: 1000 });
          const search = readSearch(q, country, { keypad: false });
          const { accept, clue } = search;
          const visible = findSlots(book, { clue, accept }, 1_000).filter((slot) =>
            book.isVisible(viewer, slot),
          );
          const ordered = inRanks(visible, search, book);
          // With their names, so that a failure tells which.
          expect([
            q,
            ordered.map((slot) => book.contactAt(slot)).map(({ id, displayName }) => [displayName, id]),
          ]).toEqual([q, expected.items.map(({ id, displayName }) => [displayName, id])]);
        }
        for (const number of callers) {
          const { match } = await lookupCaller(database.db, viewer, number, { country });
          const found = await directory.lookup(viewer, number);
          expect([number, found?.id ?? null]).toEqual([number, match?.id ?? null]);
        }
      }
    }),
    { numRuns: 6 },
  );
});
