import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase } from '../../../test/database.ts';
import { createTenant, fixtureContact, publishFixture } from '../../../test/publish-fixture.ts';
import { foldText } from '../../domain/fold-text.ts';
import type { TenantId } from '../../domain/ids.ts';
import { inTransaction } from '../in-transaction.ts';
import { publishContacts } from '../publish-contacts.ts';
import { keepSearchIndex, packWaiting, thinSegments } from './keep-search-index.ts';
import { listContacts } from './list-contacts.ts';
import { mergeSegments } from './merge-segments.ts';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const running = new AbortController().signal;
const word = fc.constantFrom('Zoë', 'quartz', 'Йод', '山田', 'tn', 'x', 'Ærø', 'a@b', 'müller', '💚', 'ПЁТР');
const name = fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join(' '));
const step = fc.oneof(
  fc.record({ add: fc.array(name, { minLength: 1, maxLength: 90 }) }),
  fc.record({ rename: fc.nat(), to: name }),
  fc.record({ remove: fc.nat() }),
  fc.constantFrom('pack', 'merge', 'thin'),
);
const queries = [
  'z',
  'qu',
  'art',
  'quartz',
  'йо',
  '山',
  '山田',
  'tn',
  'x',
  'ær',
  'aero',
  '@',
  'a@b',
  '💚',
  'ёт',
  'llе',
  'lle',
];

test('whatever was added, renamed, removed, packed, merged and thinned: a search finds what contains it', {
  timeout: 60_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 10 }), async (steps) => {
      const tenantId = await createTenant(database.db);
      const names = new Map<string, string>();
      for (const now of steps) await take(tenantId, names, now);
      for (const q of queries) {
        const page = await listContacts(database.db, { tenantId, personId: null }, { q, limit: 1000 });
        const expected = [...names].filter(([, text]) => foldText(text).includes(foldText(q)));
        expect(page.items.map(({ id }) => id).sort(), q).toEqual(expected.map(([id]) => id).sort());
      }
    }),
    { numRuns: 25, interruptAfterTimeLimit: 40_000 },
  );
});

type Step = typeof step extends fc.Arbitrary<infer One> ? One : never;

async function take(tenantId: TenantId, names: Map<string, string>, now: Step): Promise<void> {
  const { db } = database;
  const some = (index: number) => [...names.keys()][index % Math.max(1, names.size)];
  if (now === 'pack') await inTransaction(db, (trx) => packWaiting(trx, tenantId));
  else if (now === 'merge') await inTransaction(db, (trx) => mergeSegments(trx, tenantId, 2));
  else if (now === 'thin') await thinSegments(db, tenantId, running);
  else if ('add' in now) {
    const contacts = now.add.map((firstName) => fixtureContact({ firstName }));
    await publishFixture(db, tenantId, contacts);
    for (const { id, fields } of contacts) names.set(id, fields.firstName);
  } else if ('rename' in now) {
    const id = some(now.rename);
    if (!id) return;
    const { fields } = fixtureContact({ firstName: now.to });
    await db
      .updateTable('local_contact')
      .set({ fields: JSON.stringify(fields) })
      .where('id', '=', id)
      .execute();
    await inTransaction(db, (trx) => publishContacts(trx, tenantId, [id]));
    names.set(id, now.to);
  } else {
    const id = some(now.remove);
    if (!id) return;
    await db.deleteFrom('local_contact').where('id', '=', id).execute();
    await inTransaction(db, (trx) => publishContacts(trx, tenantId, [id]));
    names.delete(id);
  }
}

test('the keeper gives slots to those who wait and puts small segments together; a thinned index keeps nothing dead', async () => {
  const { db } = database;
  const tenantId = await createTenant(db);
  const contacts = Array.from({ length: 520 }, (_, index) =>
    fixtureContact({ firstName: `Person ${index}` }),
  );
  for (let at = 0; at < contacts.length; at += 40)
    await publishFixture(db, tenantId, contacts.slice(at, at + 40));
  const waiting = () =>
    db
      .selectFrom('contact')
      .select((eb) => eb.fn.countAll<string>().as('count'))
      .where('tenant_id', '=', tenantId)
      .where('slot', 'is', null)
      .executeTakeFirstOrThrow();
  expect(await waiting()).toEqual({ count: '520' });
  await keepSearchIndex(db, running);
  expect(Number((await waiting()).count)).toBeLessThan(512);

  const gone = contacts.slice(0, 500).map(({ id }) => id);
  await db.deleteFrom('local_contact').where('id', 'in', gone).execute();
  await inTransaction(db, (trx) => publishContacts(trx, tenantId, gone));
  await thinSegments(db, tenantId, running);
  const { rows } = await database.pool.query(
    'select sum(cardinality(chunks))::int as chunks from search_segment where tenant_id = $1',
    [tenantId],
  );
  expect(rows[0].chunks ?? 0).toBeLessThanOrEqual(2);
  const page = await listContacts(db, { tenantId, personId: null }, { q: 'person 519', limit: 10 });
  expect(page.items.map(({ id }) => id)).toEqual([contacts[519]!.id]);
});

test('while the keeper has not come to more contacts than are counted, their number is estimated all the same', async () => {
  const { db } = database;
  const tenantId = await createTenant(db);
  const contacts = Array.from({ length: 12_800 }, (_, index) =>
    fixtureContact({ firstName: `Quartz ${index}` }),
  );
  for (let at = 0; at < contacts.length; at += 2_000)
    await publishFixture(db, tenantId, contacts.slice(at, at + 2_000));
  const search = () => listContacts(db, { tenantId, personId: null }, { q: 'quartz', limit: 2 });
  const packed = await search();
  await db.updateTable('contact').set({ slot: null }).where('tenant_id', '=', tenantId).execute();
  const changed = await search();
  await db.deleteFrom('search_segment').where('tenant_id', '=', tenantId).execute();
  const neverPacked = await search();
  for (const { totalExact, total, items } of [packed, changed, neverPacked]) {
    expect(totalExact).toBe(false);
    expect(total).toBeGreaterThan(10_000);
    // One in 128 is looked at: of a hundred, give or take ten.
    expect(total).toBeLessThan(20_000);
    expect(items.map(({ displayName }) => displayName)).toEqual(['Quartz 0', 'Quartz 1']);
  }
});
