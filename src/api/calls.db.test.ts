import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApi } from '../../test/api-server.ts';
import { openEvents } from '../../test/open-events.ts';

let api: Awaited<ReturnType<typeof startApi>>;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

const number = '+44 20 7183 8750';
const call = (event: string, more: object = {}) => ({
  event,
  callId: 'c-1',
  number,
  direction: 'inbound',
  extension: '204',
  ...more,
});

test('a ringing call reaches the agent with that extension, and an ended one becomes one activity', async () => {
  const { tenantId, administrator, agent } = await api.tenant('One');
  const ada = await api.person(tenantId, { role: 'agent', email: 'ada@example.com', extension: '204' });
  const made = await administrator('POST', '/api/v1/contacts', {
    firstName: 'Zoë',
    phones: [{ number, label: 'work' }],
  });
  const line = await openEvents(api.url, ada.cookie);
  const seen = line.until(/event: call\ndata: (.*)\n/);
  expect(await agent('POST', '/api/v1/calls', call('ringing'))).toMatchObject({
    status: 202,
    body: { contactId: made.body.id },
  });
  expect(JSON.parse((await seen)[1] ?? '')).toMatchObject({
    event: 'ringing',
    displayName: 'Zoë',
    contactId: made.body.id,
  });
  await line.close();
  expect((await ada.call('GET', '/api/v1/calls?open=true')).body.items).toMatchObject([
    { callId: 'c-1', displayName: 'Zoë' },
  ]);

  for (let times = 0; times < 3; times += 1)
    await agent('POST', '/api/v1/calls', call('ended', { durationSeconds: 65 }));
  await agent('POST', '/api/v1/calls', call('ringing'));
  expect((await ada.call('GET', '/api/v1/calls?open=true')).body.items).toEqual([]);
  const timeline = await ada.call('GET', `/api/v1/contacts/${made.body.id}/activities`);
  expect(timeline.body.items).toMatchObject([
    { kind: 'call', durationSeconds: 65, number, author: { name: 'agent key' } },
  ]);
});

test('a call from an unknown number joins the contact when one with that number is added', async () => {
  const { administrator, agent } = await api.tenant('Two');
  const report = call('ended', { callId: 'c-2', number: '0044 20 7183 8750' });
  expect((await agent('POST', '/api/v1/calls', report)).body).toEqual({ contactId: null });
  const made = await administrator('POST', '/api/v1/contacts', {
    firstName: 'Zoë',
    phones: [{ number, label: 'work' }],
  });
  const timeline = await agent('GET', `/api/v1/contacts/${made.body.id}/activities?kind=call`);
  expect(timeline.body.items).toHaveLength(1);
});

test('reports of one call that arrive together, in any order, leave it ended', async () => {
  const { tenantId, agent } = await api.tenant('Together');
  const ada = await api.person(tenantId, { role: 'agent', email: 'eve@example.com', extension: '204' });
  await Promise.all(
    Array.from({ length: 12 }, (_, n) => `together-${n}`).flatMap((callId) => [
      agent('POST', '/api/v1/calls', call('ringing', { callId })),
      agent('POST', '/api/v1/calls', call('ended', { callId })),
      agent('POST', '/api/v1/calls', call('answered', { callId })),
    ]),
  );
  expect((await ada.call('GET', '/api/v1/calls?open=true')).body.items).toEqual([]);
  expect((await ada.call('GET', '/api/v1/calls')).body.items).toHaveLength(12);
});

test('an end that no longer says the number or the beginning keeps both', async () => {
  const { tenantId, administrator, agent } = await api.tenant('Blank');
  const ada = await api.person(tenantId, { role: 'agent', email: 'blank@example.com', extension: '204' });
  const made = await administrator('POST', '/api/v1/contacts', {
    firstName: 'Zoë',
    phones: [{ number, label: 'work' }],
  });
  await agent('POST', '/api/v1/calls', call('ended', { number: '', at: '2026-01-01T10:00:09Z' }));
  await agent('POST', '/api/v1/calls', call('ringing', { at: '2026-01-01T10:00:00Z' }));
  await agent('POST', '/api/v1/calls', call('ended', { number: '', at: '2026-01-01T10:00:09Z' }));
  expect((await ada.call('GET', '/api/v1/calls')).body.items).toMatchObject([
    { number, displayName: 'Zoë', at: '2026-01-01T10:00:00.000Z', event: 'ended' },
  ]);
  const timeline = await ada.call('GET', `/api/v1/contacts/${made.body.id}/activities`);
  expect(timeline.body.items).toMatchObject([{ kind: 'call', number, at: '2026-01-01T10:00:00.000Z' }]);
});

test('a call of a ring group is at every phone that rings, until one answers; missed, it is in every list', async () => {
  const { tenantId, agent } = await api.tenant('Group');
  const [one, two] = [
    await api.person(tenantId, { role: 'agent', email: 'one@example.com', extension: '204' }),
    await api.person(tenantId, { role: 'agent', email: 'two@example.com', extension: '205' }),
  ];
  const open = async (who: typeof one) =>
    (await who.call('GET', '/api/v1/calls?open=true')).body.items.map(
      (item: { callId: string }) => item.callId,
    );
  const line = await openEvents(api.url, one.cookie);
  for (const callId of ['answered', 'missed'])
    for (const extension of ['204', '205'])
      await agent('POST', '/api/v1/calls', call('ringing', { callId, extension }));
  expect(await open(one)).toHaveLength(2);
  expect(await open(two)).toHaveLength(2);
  const told = line.until(/"event":"answered"/);
  await agent('POST', '/api/v1/calls', call('answered', { callId: 'answered', extension: '205' }));
  await told;
  await line.close();
  expect(await open(one)).toEqual(['missed']);
  await agent('POST', '/api/v1/calls', call('ended', { callId: 'missed', extension: undefined }));
  await agent('POST', '/api/v1/calls', call('ended', { callId: 'answered', extension: undefined }));
  expect([...(await open(one)), ...(await open(two))]).toEqual([]);
  expect((await one.call('GET', '/api/v1/calls')).body.items).toMatchObject([{ callId: 'missed' }]);
  expect((await two.call('GET', '/api/v1/calls')).body.items).toHaveLength(2);
});

test('a call that is passed on leaves the page of whoever had it before', async () => {
  const { tenantId, agent } = await api.tenant('Passed on');
  const first = await api.person(tenantId, { role: 'agent', email: 'first@example.com', extension: '204' });
  const second = await api.person(tenantId, { role: 'agent', email: 'second@example.com', extension: '205' });
  const line = await openEvents(api.url, first.cookie);
  await agent('POST', '/api/v1/calls', call('answered'));
  await line.until(/event: call/);
  const told = line.until(/"extension":"205"/);
  await agent('POST', '/api/v1/calls', call('ringing', { extension: '205' }));
  await told;
  await line.close();
  expect((await first.call('GET', '/api/v1/calls?open=true')).body.items).toEqual([]);
  expect((await second.call('GET', '/api/v1/calls?open=true')).body.items).toHaveLength(1);
});

test('a call that is passed on and answered again is as long as it was since the first answer', async () => {
  const { tenantId, agent } = await api.tenant('Long');
  const ada = await api.person(tenantId, { role: 'agent', email: 'long@example.com', extension: '204' });
  for (const [event, second, more] of [
    ['ringing', '00', {}],
    ['answered', '05', {}],
    ['ringing', '20', { extension: '205' }],
    ['answered', '25', { extension: '205' }],
    ['ringing', '30', {}],
    ['ended', '55', { number: '' }],
  ] as const)
    await agent('POST', '/api/v1/calls', call(event, { ...more, at: `2026-01-01T10:00:${second}Z` }));
  expect((await ada.call('GET', '/api/v1/calls')).body.items).toMatchObject([{ durationSeconds: 50 }]);
});

test('a call that a PBX dates in the future is of now', async () => {
  const { tenantId, agent } = await api.tenant('Clock');
  const ada = await api.person(tenantId, { role: 'agent', email: 'clock@example.com', extension: '204' });
  await agent('POST', '/api/v1/calls', call('ringing', { at: '9999-01-01T00:00:00Z' }));
  const [shown] = (await ada.call('GET', '/api/v1/calls')).body.items;
  expect(Date.parse(shown.at)).toBeLessThanOrEqual(Date.now());
});

test('an unknown call joins a contact as lookup would have matched it, by the ending too', async () => {
  const { administrator, agent } = await api.tenant('Endings');
  const calls = { '+44 20 7183 8750': 'whole', '7183 8750': 'short', '+44 20 9999 8750': 'another' };
  for (const [from, callId] of Object.entries(calls))
    await agent('POST', '/api/v1/calls', call('ended', { callId, number: from }));
  const timeline = async (typed: string) => {
    const phones = [{ number: typed, label: 'work' }];
    const made = await administrator('POST', '/api/v1/contacts', { firstName: 'Zoë', phones });
    const path = `/api/v1/contacts/${made.body.id}`;
    const { items } = (await agent('GET', `${path}/activities`)).body;
    await administrator('DELETE', path);
    return items.map((item: { number: string }) => item.number).sort();
  };
  expect(await timeline('+44 20 7183 8750')).toEqual(['+44 20 7183 8750', '7183 8750']);
  expect(await timeline('7183 8750')).toEqual(['+44 20 7183 8750', '7183 8750']);
  expect(await timeline('+1 718 718 3875')).toEqual([]);
  await administrator('PATCH', '/api/v1/settings', { leastEnding: 9 });
  expect(await timeline('+44 20 7183 8750')).toEqual(['+44 20 7183 8750']);
});

test('notes are paged newest first; only their author changes or deletes them', async () => {
  const { administrator, agent, user } = await api.tenant('Three');
  const made = await administrator('POST', '/api/v1/contacts', { firstName: 'Zoë' });
  const path = `/api/v1/contacts/${made.body.id}/activities`;
  expect((await user('GET', path)).status).toBe(403);
  expect((await agent('POST', path, { kind: 'note', text: ' ' })).status).toBe(422);
  for (let n = 1; n <= 5; n += 1)
    await agent('POST', path, { kind: 'note', text: `note ${n}`, at: `2026-01-0${n}T00:00:00Z` });
  const first = await agent('GET', `${path}?limit=2`);
  expect(first.body.items.map((item: { text: string }) => item.text)).toEqual(['note 5', 'note 4']);
  const second = await agent('GET', `${path}?limit=9&cursor=${first.body.nextCursor}`);
  expect(second.body.items.map((item: { text: string }) => item.text)).toEqual([
    'note 3',
    'note 2',
    'note 1',
  ]);

  const note = `/api/v1/activities/${first.body.items[0].id}`;
  expect((await administrator('PATCH', note, { text: 'mine' })).status).toBe(403);
  expect((await administrator('DELETE', note)).status).toBe(403);
  expect((await agent('PATCH', note, { text: 'better' })).body).toMatchObject({ text: 'better' });
  expect((await agent('DELETE', note)).status).toBe(204);
  expect((await agent('GET', path)).body.items).toHaveLength(4);
});

test('a caller with a name too long for a notice is shown all the same', async () => {
  const { tenantId } = await api.tenant('Long names');
  const ada = await api.person(tenantId, {
    role: 'administrator',
    email: 'long@example.com',
    extension: '204',
  });
  const longName = '\u0001'.repeat(498);
  await ada.call('POST', '/api/v1/contacts', {
    firstName: longName,
    middleName: longName,
    lastName: longName,
    phones: [{ number: '+442071838750', label: 'work' }],
  });
  const line = await openEvents(api.url, ada.cookie);
  await line.until(/event: hello/);
  const reported = await ada.call('POST', '/api/v1/calls', {
    event: 'ringing',
    callId: 'long',
    number: '+442071838750',
    direction: 'inbound',
    extension: '204',
  });
  expect(reported.status).toBeLessThan(300);
  const [, data = ''] = await line.until(/event: call\ndata: (.*)\n\n/);
  expect(JSON.parse(data)).toMatchObject({ callId: 'long', number: '+442071838750', displayName: '' });
  const { items } = (await ada.call('GET', '/api/v1/calls')).body;
  expect(items[0].displayName.length).toBeGreaterThan(1_000);
  await line.close();
});
