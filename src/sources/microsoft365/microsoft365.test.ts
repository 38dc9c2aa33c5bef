import { afterEach, beforeEach, expect, test } from 'vitest';
import { addMadeUp } from '../../../test/fakes/graph/control.ts';
import { createTestWorld, type TestWorld } from '../../../test/fakes/graph/test-world.ts';
import { displayName } from '../../domain/contact.ts';
import { microsoft365 } from './microsoft365.ts';

let world: TestWorld;
beforeEach(async () => {
  world = await createTestWorld();
});
afterEach(() => world.graph.stop());

const ids = () => world.graph.contacts.all().map(({ id }) => id);
const inDirectory = () => [...world.directory.contacts.keys()].sort();
const upstream = () => ids().sort();

test('the first run brings every contact with its numbers, the office first and no blank fax', async () => {
  addMadeUp(world.graph, 3, 0);
  const run = await world.run();
  expect(run).toMatchObject({ mode: 'full', received: 3, changed: 3, issues: [] });
  const first = world.directory.contacts.get(ids()[0]!)!;
  expect(displayName(first)).toBe('Ilse Brandt');
  expect(first.phones).toEqual([
    { number: '+49 431 5550000', label: 'work' },
    { number: '+1 202 555 0000', label: 'mobile' },
  ]);
  expect(first.emails).toEqual([{ email: 'person0@partner0.example', label: 'business' }]);
  expect(first).toMatchObject({
    company: 'Nordlicht Logistik GmbH',
    department: 'Sales',
    jobTitle: 'Dispatcher',
  });
});

test('a large list comes in pages of 999, one request each, with its total', async () => {
  addMadeUp(world.graph, 2500, 0);
  const run = await world.run();
  expect(run).toMatchObject({ received: 2500, total: 2500, passes: 1 });
  const lists = world.graph.asked().filter(({ place }) => place === 'list');
  expect(lists).toHaveLength(3);
  expect(lists[0]?.url).toContain('$top=999');
  expect(world.places().filter((place) => place === 'item')).toEqual([]);
});

test('a later run fetches only what changed, and removes only what was deleted', async () => {
  addMadeUp(world.graph, 30, 0);
  await world.run();
  const [, changed, removed] = ids();
  world.graph.contacts.change(changed!, { phones: [{ type: 'mobile', number: '+1 202 555 0199' }] });
  world.graph.contacts.remove(removed!);
  world.graph.clear();
  const run = await world.run();
  expect(run).toMatchObject({ mode: 'delta', received: 1, changed: 1, removed: [removed] });
  expect(world.directory.contacts.get(changed!)?.phones).toEqual([
    { number: '+1 202 555 0199', label: 'mobile' },
  ]);
  expect(world.places()).toEqual(['delta', 'item']);
  expect(run.remark).toContain('carries phone numbers');
});

test('a run with nothing new costs one request', async () => {
  addMadeUp(world.graph, 5, 0);
  await world.run();
  world.graph.clear();
  expect(await world.run()).toMatchObject({ mode: 'delta', received: 0, changed: 0, removed: [] });
  expect(world.places()).toEqual(['delta']);
});

test('what changes while the list is read comes with the next run', async () => {
  addMadeUp(world.graph, 1500, 0);
  const [, early] = ids();
  let lists = 0;
  world.graph.onAsk(({ place }) => {
    lists += place === 'list' ? 1 : 0;
    if (place === 'list' && lists === 2)
      world.graph.contacts.change(early!, { companyName: 'Renamed meanwhile' });
  });
  await world.run();
  world.graph.clear();
  world.graph.onAsk(() => {});
  expect(await world.run()).toMatchObject({ mode: 'delta', received: 1, removed: [] });
  expect(world.directory.contacts.get(early!)?.company).toBe('Renamed meanwhile');
});

test('when more changed than is worth fetching, the list is read in the same run', async () => {
  addMadeUp(world.graph, 80, 0);
  await world.run();
  for (const id of ids().slice(0, 78)) world.graph.contacts.change(id, { companyName: 'Renamed' });
  world.graph.contacts.remove(ids()[79]!);
  world.graph.clear();
  const run = await world.run();
  expect(run).toMatchObject({ mode: 'full', changed: 78 });
  expect(world.places()).not.toContain('item');
  expect(inDirectory()).toEqual(upstream());
});

test('contacts that the rules leave out are not brought, and go when they were there', async () => {
  addMadeUp(world.graph, 10, 0);
  world.graph.contacts.add({ displayName: 'Test Account', mail: 'x@hidden.example', companyName: 'Acme' });
  const exclude = { domains: ['hidden.example'], companies: ['fjord*'], departments: [], names: [] };
  await world.run('full');
  expect(world.directory.contacts.size).toBe(11);
  const run = await world.run('full', { exclude });
  expect(run.removed).toHaveLength(3);
  expect([...world.directory.contacts.values()].map(({ company }) => company)).not.toContain('Fjord & Sons');
  const [kept] = [...world.directory.contacts.keys()];
  world.graph.contacts.change(kept!, { companyName: 'FJORD & Sons' });
  expect(await world.run('delta', { exclude })).toMatchObject({ mode: 'delta', removed: [kept] });
});

test('users come only when wanted: members with an enabled account and a number or a mail address', async () => {
  world.graph.behave({ roles: ['OrgContact.Read.All', 'User.Read.All'] });
  addMadeUp(world.graph, 2, 2);
  const wanted = { displayName: 'Somebody', userType: 'Member', accountEnabled: true };
  world.graph.users.add({ ...wanted, userType: 'Guest', mail: 'guest@company.example' });
  world.graph.users.add({ ...wanted, accountEnabled: false, mail: 'off@company.example' });
  world.graph.users.add({ ...wanted });
  expect(await world.run('full')).toMatchObject({ received: 2 });
  expect(await world.run('full', { includeUsers: true })).toMatchObject({ received: 4, mode: 'full' });
  const [first, second] = world.graph.users.all();
  expect(world.directory.contacts.get(`user:${first!.id}`)?.phones[0]).toEqual({
    number: '+49 431 7770000',
    label: 'work',
  });
  world.graph.users.change(first!.id, { accountEnabled: false });
  world.graph.users.change(second!.id, { mobilePhone: '+1 202 555 0111' });
  const run = await world.run('delta', { includeUsers: true });
  expect(run).toMatchObject({ mode: 'delta', received: 1, removed: [`user:${first!.id}`] });
  expect(world.directory.contacts.get(`user:${second!.id}`)?.phones).toHaveLength(2);
});

test('another tenant, other rules or users ask for another set of contacts; another secret does not', () => {
  const before = world.settings();
  const differs = (change: object) => microsoft365.isOtherUpstream(before, world.settings(change));
  expect(differs({ tenantId: 'other.example' })).toBe(true);
  expect(differs({ cloud: 'china' })).toBe(true);
  expect(differs({ includeUsers: true })).toBe(true);
  expect(differs({ exclude: { domains: ['a.example'] } })).toBe(true);
  expect(differs({ clientSecret: 'another' })).toBe(false);
});

test('testing the connection shows three contacts and stores nothing', async () => {
  addMadeUp(world.graph, 30, 0);
  const checked = await microsoft365.checkConnection(world.settings(), world.io);
  expect(checked.sample).toHaveLength(3);
  expect(checked.message).toContain('Connected');
  expect(world.directory.contacts.size).toBe(0);
});

test('no contacts though there are users: the test of the connection says so', async () => {
  world.graph.behave({ roles: ['Directory.Read.All'] });
  addMadeUp(world.graph, 0, 3);
  const { message } = await microsoft365.checkConnection(world.settings(), world.io);
  expect(message).toContain('no organisational contacts');
  expect(message).toContain('switch on "Users as contacts"');
  expect((await world.run()).remark).toContain('no organisational contacts');
});
