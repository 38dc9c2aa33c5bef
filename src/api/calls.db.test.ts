import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApi } from '../../test/api-server.ts';

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
  const events = await fetch(`${api.url}/api/v1/events`, { headers: { cookie: ada.cookie } });
  const reader = events.body?.pipeThrough(new TextDecoderStream()).getReader();
  const seen = (async () => {
    for (let text = ''; ; ) {
      text += (await reader?.read())?.value ?? '';
      const data = /event: call\ndata: (.*)\n/.exec(text)?.[1];
      if (data) return JSON.parse(data);
    }
  })();
  expect(await agent('POST', '/api/v1/calls', call('ringing'))).toMatchObject({
    status: 202,
    body: { contactId: made.body.id },
  });
  expect(await seen).toMatchObject({ event: 'ringing', displayName: 'Zoë', contactId: made.body.id });
  await reader?.cancel();
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
