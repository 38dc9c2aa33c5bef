import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApi } from '../../test/api-server.ts';

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
