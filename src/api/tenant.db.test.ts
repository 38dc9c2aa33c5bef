import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApi } from '../../test/api-server.ts';
import { rederiveContacts } from '../directory/rederive-contacts.ts';

let api: Awaited<ReturnType<typeof startApi>>;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

test('how many last digits make a caller a contact is the company’s to say, for every door', async () => {
  const { administrator, agent } = await api.tenant('Endings');
  const created = await administrator('POST', '/api/v1/contacts', {
    lastName: 'Archer',
    // Without an area code: not known in full.
    phones: [{ number: '3125001', label: 'work' }],
  });
  expect(created.status).toBe(201);
  const { token } = (await administrator('POST', '/api/v1/devices', { name: 'PBX' })).body;
  const named = async () => [
    (await agent('GET', '/api/v1/lookup?number=%2B493023125001')).body.match?.displayName,
    (await api.anonymous('GET', `/p/${token}/lookup?number=%2B493023125001`)).body,
  ];
  expect((await administrator('GET', '/api/v1/settings')).body.leastEnding).toBe(7);
  await expect.poll(named).toEqual(['Archer', 'Archer']);

  const changed = await administrator('PATCH', '/api/v1/settings', { leastEnding: 9 });
  expect([changed.status, changed.body.leastEnding]).toEqual([200, 9]);
  await expect.poll(named).toEqual([undefined, '']);

  await administrator('PATCH', '/api/v1/settings', { leastEnding: 7 });
  await expect.poll(named).toEqual(['Archer', 'Archer']);
  for (const leastEnding of [6, 16, 7.5, 'seven', null]) {
    const { status, body } = await administrator('PATCH', '/api/v1/settings', { leastEnding });
    expect([status, body.errors?.[0]?.path]).toEqual([422, 'leastEnding']);
  }
  expect((await agent('PATCH', '/api/v1/settings', { leastEnding: 8 })).status).toBe(403);
});

test('names are written in the order of the company, on a phone in its own, and found in both', async () => {
  const { administrator, agent, tenantId } = await api.tenant('Orders');
  for (const [firstName, middleName, lastName] of [
    ['Ada', 'King', 'Archer'],
    ['太郎', '', '山田'],
  ])
    await administrator('POST', '/api/v1/contacts', {
      firstName,
      middleName,
      lastName,
      phones: [{ number: '+49 30 3125001', label: 'work' }],
    });
  const device = async (settings: object) =>
    (await administrator('POST', '/api/v1/devices', { name: 'Desk', ...settings })).body;
  const [plain, own] = [await device({}), await device({ nameOrder: 'first-last' })];
  expect([plain.nameOrder, own.nameOrder]).toEqual([null, 'first-last']);
  const onPhone = async ({ token }: { token: string }, q: string) =>
    [
      ...(await api.anonymous('GET', `/p/${token}/yealink.xml?q=${encodeURIComponent(q)}`)).body.matchAll(
        /<Name>([^<]+)/g,
      ),
    ].map(([, name]) => name);
  const listed = async (q: string) =>
    (await agent('GET', `/api/v1/contacts?q=${encodeURIComponent(q)}`)).body.items.map(
      ({ displayName }: { displayName: string }) => displayName,
    );
  await expect.poll(() => onPhone(plain, '')).toEqual(['Ada King Archer', '山田太郎']);

  expect((await administrator('GET', '/api/v1/settings')).body.nameOrder).toBe('first-last');
  const changed = await administrator('PATCH', '/api/v1/settings', { nameOrder: 'last-first' });
  expect([changed.status, changed.body.nameOrder]).toEqual([200, 'last-first']);
  await rederiveContacts(api.db, tenantId);
  await expect.poll(() => onPhone(plain, '')).toEqual(['Archer, Ada King', '山田太郎']);
  for (const q of ['Archer, Ada', 'ada king', 'arch']) {
    expect(await listed(q)).toEqual(['Archer, Ada King']);
    expect(await onPhone(plain, q)).toEqual(['Archer, Ada King']);
    expect(await onPhone(own, q)).toEqual(['Ada King Archer']);
  }
  expect(await listed('山田太郎')).toEqual(['山田太郎']);

  const turned = await administrator('PATCH', `/api/v1/devices/${own.id}`, { nameOrder: null });
  expect(turned.body.nameOrder).toBeNull();
  await expect.poll(() => onPhone(own, 'arch')).toEqual(['Archer, Ada King']);
  for (const nameOrder of ['random', null]) {
    const { status, body } = await administrator('PATCH', '/api/v1/settings', { nameOrder });
    expect([status, body.errors?.[0]?.path]).toEqual([422, 'nameOrder']);
  }
});
