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
import { type ContactFields, displayName } from '../../domain/contact.ts';
import { foldText } from '../../domain/fold-text.ts';
import type { PersonId, TenantId } from '../../domain/ids.ts';
import { newId } from '../../domain/ids.ts';
import { readNumber } from '../../domain/number.ts';
import { numberLines } from '../../domain/number-lines.ts';
import { readNumberQuery } from '../../domain/number-query.ts';
import { inTransaction } from '../in-transaction.ts';
import type { Viewer } from '../viewer.ts';
import { findCandidates } from './find-candidates.ts';
import { gatherPage } from './gather-page.ts';
import { packWaiting } from './keep-search-index.ts';
import { listContacts } from './list-contacts.ts';
import type { ListPosition } from './list-cursor.ts';
import type { ListRow } from './ordered-page.ts';
import { pageByRank } from './page-by-rank.ts';
import { planSearch, type SearchPlan } from './search-plan.ts';
import { walkPage } from './walk-page.ts';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const names = [
  ...[
    'Anna',
    'anna',
    'Ånna',
    'ANNA',
    'Annabel',
    'Ann-Marie',
    'Þór',
    'Thor',
    'Łukasz',
    'Lukas',
    'Hadžić',
    'hadzic',
  ],
  ...[
    'Straße',
    'Strasse',
    'Øystein',
    'Ærø',
    'Aero',
    'Işık',
    'Isik',
    'ŋa',
    'naa',
    'Đorđe',
    'Dorde',
    "O'Neil",
    'Zq',
    'x',
  ],
  ...[
    'Йод',
    'Иод',
    'йо',
    '山田',
    '山',
    'ｶﾅ',
    'カナ',
    'かな',
    'เกม',
    'กม',
    'किम',
    'कम',
    '각',
    '가',
    '½',
    '1⁄2',
    '🧑‍🔬',
    '+44',
    '3M',
  ],
  ...[
    'a  b',
    'a\u00adb',
    'D’Arcy',
    'Müller',
    'Mueller',
    'Muller',
    'Lang‐Weber',
    '太郎',
    '민수',
    'Γιοσ',
    'Γιος',
    'A',
    'á',
    'e\u0301a',
    'é a',
    '_',
    '#1',
    'Å'.repeat(210),
    `${'z'.repeat(199)}é b`,
    '',
  ],
];
const phones = [
  ...[
    '+44 20 7123 4567',
    '0044 161 496 0000',
    '020 7946 0958',
    '(212) 555-0123',
    '212 555 0199 x12',
    '12',
    '7',
  ],
  ...[
    '+1 212 555 0123',
    '00387 33 123 456',
    '+',
    'ask reception',
    '622',
    '+49 (0)30 123456',
    '030/12 34 56',
    '٠٣٠ ١٢',
  ],
];
const queries = [
  ...[
    '',
    ' ',
    'a',
    'an',
    'ann',
    'anna',
    'Anna A',
    'anna anna',
    'na',
    'hadzic',
    'strasse',
    'thor',
    'Þ',
    'o',
    "o'n",
    'zq',
  ],
  ...[
    'и',
    'ио',
    'йод',
    '山',
    '山田',
    'カ',
    'かな',
    'เก',
    'ก',
    'कम',
    'क',
    '가',
    '각',
    '½',
    '2',
    '🧑',
    'z',
    'zz',
    'a b',
    'müller',
    'mueller',
    'muller',
    'ü',
    'müller ånna',
    'Anna, M',
    '"d\'arcy"',
    'langweber',
    'weber lang',
    '山太郎',
    '太郎山田',
    '가민수',
    'γιος',
    'å',
    'x',
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
    '212 555',
    '(0)',
    '+1',
    '+387',
    '12',
    '622',
    '.',
    '&',
    '_',
    '#',
  ],
  ...[
    'anna 020',
    'x +44',
    'anna +',
    'gmbh',
    'acme',
    '@',
    '@a',
    'anna@',
    'ne.x',
    'a@acme.ex',
    '123',
    '1234567890123',
    '+440',
    '%',
    '\\',
  ],
];

const oneOf = <T>(list: readonly T[]) => fc.constantFrom(...list);
const contactFields = fc.record({
  firstName: oneOf(names),
  lastName: fc.oneof(fc.constant(''), oneOf(names)),
  company: fc.oneof(fc.constant(''), oneOf(['Acme GmbH', 'ACMÉ', '3M', 'Anna & Co', ...names])),
  emails: fc.array(
    oneOf(['anna@acme.example', 'one.x@b.example', 'ÅSA@acme.example', '_q2@zq.example']).map((email) => ({
      email,
      label: 'other' as const,
    })),
    { maxLength: 2 },
  ),
  phones: fc.array(
    oneOf(phones).map((number) => ({ number, label: 'work' as const })),
    { maxLength: 3 },
  ),
});
const place = oneOf(['central', 'mine', 'theirs', 'source', 'other source'] as const);
const filter = oneOf([
  {},
  {},
  {},
  { source: 'local' },
  { book: 'central' },
  { book: 'personal' },
  { source: 'the source' },
] as const);

test('a list is what a simple look at every contact gives, in the same order, whichever way it is found', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(contactFields, place), { maxLength: 40 }),
      fc.array(fc.tuple(oneOf(queries), filter, fc.integer({ min: 1, max: 7 })), {
        minLength: 12,
        maxLength: 12,
      }),
      fc.boolean(),
      async (directory, searches, indexed) => {
        const tenantId = await createTenant(database.db);
        const [me, them] = [
          await createPerson(database.db, tenantId),
          await createPerson(database.db, tenantId),
        ];
        const source = await createSource(database.db, tenantId);
        const other = await createSource(database.db, tenantId);
        const places = {
          central: {},
          mine: { ownerId: me },
          theirs: { ownerId: them },
          source: { sourceId: source },
          'other source': { sourceId: other },
        };
        const contacts = directory.map(([fields, where]) => fixtureContact(fields, places[where]));
        await publishFixture(database.db, tenantId, contacts);
        if (indexed) await inTransaction(database.db, (trx) => packWaiting(trx, tenantId));
        const viewer: Viewer = { tenantId, personId: me };
        for (const [q, wanted, limit] of searches) {
          const query = {
            q,
            ...wanted,
            ...('source' in wanted && wanted.source !== 'local' ? { source } : {}),
          };
          const expected = simpleList(contacts, me, query);
          const plan = planSearch(viewer, query, 'US')!;
          const walked = await everyPage(plan, limit, (after) =>
            pageByRank(plan, after, limit + 1, (ofRank, rank, from, room) =>
              walkPage(database.db, ofRank, rank, from, room),
            ),
          );
          expect(walked, `walking for ${JSON.stringify(query)}`).toEqual(expected);
          const gatheredByRank = await everyPage(plan, limit, (after) =>
            pageByRank(plan, after, limit + 1, async (ofRank, _rank, from, room) => {
              const slots = await slotsOf(tenantId, ofRank);
              return (await gatherPage(database.db, ofRank, slots, from, room)).rows;
            }),
          );
          expect(gatheredByRank, `gathering each rank for ${JSON.stringify(query)}`).toEqual(expected);
          const slots = await slotsOf(tenantId, plan);
          const gathered = await everyPage(plan, limit, async (after) => {
            const { rows, found } = await gatherPage(database.db, plan, slots, after, limit + 1);
            expect(found).toBe(expected.length);
            return rows;
          });
          expect(gathered, `gathering for ${JSON.stringify(query)}`).toEqual(expected);
        }
      },
    ),
    { numRuns: 25 },
  );
}, 120_000);

const slotsOf = async (tenantId: TenantId, { needs }: SearchPlan) =>
  needs.length === 0 ? null : (await findCandidates(database.db, tenantId, needs)).slots();

async function everyPage(
  _plan: SearchPlan,
  limit: number,
  page: (after: ListPosition | null) => Promise<readonly ListRow[]>,
): Promise<string[]> {
  const ids: string[] = [];
  let after: ListPosition | null = null;
  for (;;) {
    const rows = await page(after);
    ids.push(...rows.slice(0, limit).map((row) => row.id));
    const last = rows[limit - 1];
    if (rows.length <= limit || !last) return ids;
    after = { rank: last.rank, name: last.sort_name, id: last.id };
  }
}

// The model: every contact is looked at, with no index, no marks and no SQL.
const collator = new Intl.Collator('en-US');

function simpleList(
  contacts: readonly FixtureContact[],
  me: PersonId,
  { q, source, book }: { q: string; source?: string; book?: string },
): string[] {
  const rank = ({ fields }: FixtureContact) => simpleRank(fields, q);
  const cut = ({ fields }: FixtureContact) => [...displayName(fields)].slice(0, 200).join('');
  return contacts
    .filter(({ ownerId }) => ownerId === null || ownerId === me)
    .filter(
      ({ sourceId }) =>
        source === undefined || (source === 'local' ? sourceId === null : sourceId === source),
    )
    .filter(({ sourceId, ownerId }) =>
      book === 'central'
        ? sourceId === null && ownerId === null
        : book === 'personal'
          ? ownerId === me
          : true,
    )
    .filter((contact) => matches(contact, q))
    .sort(
      (one, other) =>
        rank(one) - rank(other) ||
        collator.compare(cut(one), cut(other)) ||
        Buffer.compare(Buffer.from(cut(one)), Buffer.from(cut(other))) ||
        (one.id < other.id ? -1 : 1),
    )
    .map(({ id }) => id);
}

function simpleRank(fields: ContactFields, q: string): number {
  const start = foldText(q);
  if (start === '') return 2;
  const { firstName, lastName, company } = fields;
  const other = foldText(withE(q));
  const family =
    foldText(lastName) === '' ? [] : [`${lastName} ${firstName}`, ...together(lastName, firstName)];
  const given = [`${firstName} ${lastName}`, ...together(firstName, lastName), company, displayName(fields)];
  const begins = (texts: readonly string[], how: string) =>
    texts.some((text) => foldText(text).startsWith(how) || foldText(withE(text)).startsWith(how));
  if (begins(family, start)) return 0;
  return begins(given, start) || begins(family, other) || begins(given, other) ? 1 : 2;
}

const withE = (text: string) =>
  text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[äöüåø]/g, (letter) => ({ ä: 'ae', ö: 'oe', ü: 'ue', å: 'aa', ø: 'oe' })[letter]!);
const together = (one: string, other: string) =>
  /^[一-龥가-힣ぁ-ゖァ-ヺｦ-ﾟ]+$/.test(one) && /^[一-龥가-힣ぁ-ゖァ-ヺｦ-ﾟ]+$/.test(other) ? [one + other] : [];

function matches({ fields }: FixtureContact, q: string): boolean {
  if (readNumberQuery(q, 'US')) return hasNumber(fields.phones, q);
  const { firstName, lastName, company, emails } = fields;
  const texts = [displayName(fields), firstName, lastName, company, ...emails.map(({ email }) => email)]
    .concat(together(lastName, firstName), together(firstName, lastName))
    .flatMap((text) => [foldText(text), foldText(withE(text))]);
  const others = foldText(withE(q)).split(' ');
  return foldText(q)
    .split(' ')
    .every(
      (word, at) =>
        texts.some((text) => text.includes(word) || text.includes(others[at]!)) ||
        hasNumber(fields.phones, word),
    );
}

function hasNumber(numbers: readonly { number: string }[], q: string): boolean {
  const query = readNumberQuery(q, 'US');
  return numbers.some(({ number }) => {
    const { digits, e164, international, typedDigits } = readNumber(number, 'US');
    if (query === null || typedDigits === '') return false;
    if (query.kind === 'international-any') return international;
    const lines = e164 === null ? [{ digits, international }] : numberLines(digits);
    return (
      lines.some(
        (line) => line.international && query.starts.some((start) => line.digits.startsWith(start)),
      ) ||
      [...lines.map((line) => line.digits), typedDigits].some((line) =>
        query.parts.some((part) => line.includes(part)),
      )
    );
  });
}

const ask = (tenantId: TenantId, personId: PersonId | null = null): Viewer => ({ tenantId, personId });

test('pages follow their cursor, and the total counts every match', async () => {
  const tenantId = await createTenant(database.db);
  const contacts = ['Bea', 'Åsa', 'asb', 'Zoe As', 'Clas'].map((firstName) => fixtureContact({ firstName }));
  await publishFixture(database.db, tenantId, contacts);
  const first = await listContacts(database.db, ask(tenantId), { q: 'as', limit: 3 });
  expect(first.items.map((item) => item.displayName)).toEqual(['Åsa', 'asb', 'Clas']);
  expect(first).toMatchObject({ total: 4, totalExact: true });
  const second = await listContacts(database.db, ask(tenantId), {
    q: 'as',
    limit: 3,
    cursor: first.nextCursor,
  });
  expect(second.items.map((item) => item.displayName)).toEqual(['Zoe As']);
  expect(second.nextCursor).toBeUndefined();
});

test('a cursor that no list gave is refused', async () => {
  for (const cursor of ['', 'x', 'bnVsbA', Buffer.from('[1,"a"]').toString('base64url')])
    await expect(
      listContacts(database.db, ask(newId<TenantId>()), { limit: 3, cursor }),
    ).rejects.toMatchObject({
      code: 'bad-request',
    });
});

test('more than 10,000 matches are estimated, and the walk finds the same as a look at all of them', async () => {
  const tenantId = await createTenant(database.db);
  const contacts = Array.from({ length: 22_000 }, (_, index) =>
    fixtureContact({ firstName: index % 3 === 0 ? 'Anna' : 'Zoë', lastName: `No ${index}` }),
  );
  for (let at = 0; at < contacts.length; at += 2_000)
    await publishFixture(database.db, tenantId, contacts.slice(at, at + 2_000));
  const all = await listContacts(database.db, ask(tenantId), { limit: 5 });
  expect(all.totalExact).toBe(false);
  expect(all.total).toBeGreaterThan(15_000);
  expect(all.total).toBeLessThan(30_000);
  const third = await listContacts(database.db, ask(tenantId), { q: 'anna', limit: 5 });
  expect(third).toMatchObject({ total: 7_334, totalExact: true });
  // Several thousand are gathered over two connections, one search at a time: whoever asks meanwhile finds the same.
  const page = { q: 'anna', limit: 40 };
  const [one, two] = await Promise.all([1, 2].map(() => listContacts(database.db, ask(tenantId), page)));
  const names = Array.from({ length: 7_334 }, (_, index) => `Anna No ${index * 3}`);
  const inOrder = names.sort(new Intl.Collator('und').compare);
  expect(one!.items.map((item) => item.displayName)).toEqual(inOrder.slice(0, 40));
  expect(two).toEqual(one);
  const next = await listContacts(database.db, ask(tenantId), { ...page, cursor: one!.nextCursor });
  expect(next.items.map((item) => item.displayName)).toEqual(inOrder.slice(40, 80));
  expect(next).toMatchObject({ total: 7_334, totalExact: true });
  const zoe = await listContacts(database.db, ask(tenantId), { q: 'zoe no 1', limit: 2 });
  expect(zoe.items.map((item) => item.displayName)).toEqual(['Zoë No 1', 'Zoë No 10']);
}, 60_000);

test('surnames that begin with it come first, then first names, companies and other spellings, then the rest', async () => {
  const tenantId = await createTenant(database.db);
  const source = await createSource(database.db, tenantId);
  const bob = { firstName: 'Robert', lastName: 'Smith', shownAs: 'Archie Smith' };
  await publishFixture(database.db, tenantId, [
    fixtureContact({ firstName: 'Archie', lastName: 'Bell' }),
    fixtureContact({ firstName: 'Zoë', lastName: 'Archer' }),
    fixtureContact({ company: 'Archer Ltd' }),
    fixtureContact({ firstName: 'Mia', lastName: 'Monarch' }),
    fixtureContact({ firstName: 'Mia', lastName: 'Stone', company: 'Archway' }),
    fixtureContact(bob, { sourceId: source }),
    fixtureContact({ firstName: 'Anna', lastName: 'Mueller' }),
    fixtureContact({ firstName: 'Zoë', lastName: 'Müller' }),
    fixtureContact({ firstName: 'Zoë', lastName: 'Muller' }),
    fixtureContact({ firstName: 'Bo', lastName: 'Obermüller' }),
  ]);
  const found = async (q: string) =>
    (await listContacts(database.db, ask(tenantId), { q, limit: 10 })).items.map((item) => item.displayName);
  expect(await found('arch')).toEqual([
    'Zoë Archer',
    ...['Archer Ltd', 'Archie Bell', 'Mia Stone', 'Robert Smith'],
    'Mia Monarch',
  ]);
  expect(await found('müller')).toEqual(['Zoë Muller', 'Zoë Müller', 'Anna Mueller', 'Bo Obermüller']);
  expect(await found('mueller')).toEqual(['Anna Mueller', 'Zoë Müller', 'Bo Obermüller']);
  expect(await found('Smith, Robert')).toEqual(['Robert Smith']);
  expect(await found('archie smith')).toEqual(['Robert Smith']);
});

test('also of more than 10,000 matches each rank comes in order, page after page', {
  timeout: 60_000,
}, async () => {
  const tenantId = await createTenant(database.db);
  const some = (count: number, made: (index: number) => Parameters<typeof fixtureContact>[0]) =>
    Array.from({ length: count }, (_, index) => fixtureContact(made(index)));
  const contacts = [
    ...some(3, (index) => ({ firstName: `Z${index}`, lastName: 'Quartz' })),
    ...some(4, (index) => ({ company: `Quartz ${index}` })),
    ...some(10_600, (index) => ({ firstName: `No ${index}`, lastName: 'of Quartz' })),
  ];
  for (let at = 0; at < contacts.length; at += 2_000)
    await publishFixture(database.db, tenantId, contacts.slice(at, at + 2_000));
  const others = contacts.slice(7).map(({ fields }) => displayName(fields));
  const expected = [
    ...['Z0 Quartz', 'Z1 Quartz', 'Z2 Quartz', 'Quartz 0', 'Quartz 1', 'Quartz 2', 'Quartz 3'],
    ...others.sort(new Intl.Collator('en-US').compare),
  ].slice(0, 12);
  const shown: string[] = [];
  for (let cursor: string | undefined; shown.length < 12; ) {
    const page = await listContacts(database.db, ask(tenantId), { q: 'quartz', limit: 2, cursor });
    shown.push(...page.items.map((item) => item.displayName));
    cursor = page.nextCursor;
  }
  expect(shown).toEqual(expected);
});

test('another source, another tenant and nobody’s personal book find nothing', async () => {
  const tenantId = await createTenant(database.db);
  await publishFixture(database.db, tenantId, [fixtureContact({ firstName: 'Anna' })]);
  const empty = { items: [], total: 0, totalExact: true };
  expect(await listContacts(database.db, ask(newId<TenantId>()), { q: 'anna', limit: 5 })).toEqual(empty);
  for (const wanted of [{ source: 'nonsense' }, { source: newId<string>() }, { book: 'personal' as const }])
    expect(await listContacts(database.db, ask(tenantId), { ...wanted, limit: 5 })).toEqual(empty);
});

test('hidden contacts are listed and searched as their source has them', async () => {
  const tenantId = await createTenant(database.db);
  const source = await createSource(database.db, tenantId);
  const hide = [
    fixtureContact(
      { firstName: 'Zoë', phones: [{ number: '0044 20 7123', label: 'work' }] },
      { sourceId: source },
    ),
    fixtureContact(
      { company: 'Straße AG', emails: [{ email: 'ÅSA@x.example', label: 'other' }] },
      { sourceId: source },
    ),
  ];
  await publishFixture(database.db, tenantId, [...hide, fixtureContact({ firstName: 'Zoe' })]);
  for (const { id } of hide)
    await database.db
      .insertInto('contact_hidden')
      .values({ tenant_id: tenantId, contact_id: id, source_id: source, hidden_by: 'Ada' })
      .execute();
  const list = async (q?: string, more: { source?: string; limit?: number; cursor?: string } = {}) =>
    listContacts(database.db, ask(tenantId), { q, hidden: true, limit: 5, ...more });
  const found = async (q?: string) => (await list(q)).items.map((item) => item.displayName);
  expect(await found()).toEqual(['Straße AG', 'Zoë']);
  for (const q of ['zoe', '+44', '4420', '+', '7123', 'zoe 44']) expect(await found(q)).toEqual(['Zoë']);
  for (const q of ['strasse', 'asa@x', 'ag', '“Straße, AG”', 'aasa@x'])
    expect(await found(q)).toEqual(['Straße AG']);
  expect((await list('zoe')).items[0]).toMatchObject({
    hidden: true,
    book: 'central',
    source: { id: source },
  });
  expect((await list(undefined, { source: newId<string>() })).total).toBe(0);
  const one = await list(undefined, { limit: 1 });
  const two = await list(undefined, { limit: 1, cursor: one.nextCursor });
  expect([one.total, two.items[0]?.displayName, two.nextCursor]).toEqual([2, 'Zoë', undefined]);
});
