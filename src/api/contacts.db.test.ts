import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApi } from '../../test/api-server.ts';
import { contactDetail, contactList } from '../contract/contact.ts';

let api: Awaited<ReturnType<typeof startApi>>;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

const zoe = { firstName: 'Zoë', lastName: 'Hadžić', phones: [{ number: '+44 20 7183 8750', label: 'work' }] };

test('an administrator adds to the central book; everybody of the tenant finds it, and nobody else', async () => {
  const { administrator, agent, user } = await api.tenant('One');
  const made = await administrator('POST', '/api/v1/contacts', zoe);
  expect(made.status).toBe(201);
  expect(contactDetail.parse(made.body)).toMatchObject({
    displayName: 'Zoë Hadžić',
    book: 'central',
    source: null,
  });
  expect((await agent('POST', '/api/v1/contacts', zoe)).status).toBe(403);
  for (const q of ['hadzic', 'ZOE had', '%2B44', '7183', '']) {
    const found = await user('GET', `/api/v1/contacts?q=${q}`);
    expect(contactList.parse(found.body)).toMatchObject({ total: 1, totalExact: true });
  }
  expect((await user('GET', '/api/v1/lookup?number=00442071838750')).body).toMatchObject({
    match: { id: made.body.id },
  });
  const other = await api.tenant('Other');
  expect((await other.administrator('GET', '/api/v1/contacts?q=zoe')).body.total).toBe(0);
  expect((await other.administrator('GET', `/api/v1/contacts/${made.body.id}`)).status).toBe(404);
  expect((await other.administrator('DELETE', `/api/v1/contacts/${made.body.id}`)).status).toBe(404);
});

test('two who edit one contact: the second gets 412, and If-Match with what is there works', async () => {
  const { administrator } = await api.tenant('Two');
  const made = await administrator('POST', '/api/v1/contacts', zoe);
  const path = `/api/v1/contacts/${made.body.id}`;
  const etag = made.headers.get('etag') ?? '';
  const first = await administrator('PATCH', path, { company: 'Eos' }, { 'if-match': etag });
  expect(first).toMatchObject({ status: 200, body: { company: 'Eos' } });
  // What the second wanted to change and now finds otherwise; what is as they want it already is not told.
  const second = { company: 'Ios', lastName: zoe.lastName, phones: [{ number: '117', label: 'work' }] };
  expect(await administrator('PATCH', path, second, { 'if-match': etag })).toMatchObject({
    status: 412,
    body: {
      code: 'contact-changed',
      errors: [
        { path: 'company', message: 'It is “Eos” now.' },
        { path: 'phones', message: expect.stringMatching(/^It is “.+” now\.$/) },
      ],
    },
  });
  expect(
    (await administrator('PATCH', path, { notes: 'Call' }, { 'if-match': etag })).body.errors,
  ).toMatchObject([{ path: 'notes', message: 'It is empty now.' }]);
  const now = first.headers.get('etag') ?? '';
  expect((await administrator('PATCH', path, { company: null }, { 'if-match': now })).body.company).toBe('');
  expect((await administrator('PATCH', path, {}, { 'if-match': '"nonsense"' })).status).toBe(412);
});

test('a personal contact is its owner’s alone, for administrators too', async () => {
  const { tenantId, administrator } = await api.tenant('Three');
  const ada = await api.person(tenantId, { role: 'user', email: 'ada3@example.com' });
  const boss = await api.person(tenantId, { role: 'administrator', email: 'boss3@example.com' });
  const made = await ada.call('POST', '/api/v1/contacts', { ...zoe, book: 'personal' });
  expect(made.status).toBe(201);
  const path = `/api/v1/contacts/${made.body.id}`;
  expect((await ada.call('GET', path)).status).toBe(200);
  for (const other of [boss.call, administrator]) {
    expect((await other('GET', path)).status).toBe(404);
    expect((await other('PATCH', path, { company: 'x' })).status).toBe(404);
    expect((await other('GET', '/api/v1/contacts?q=zoe')).body.total).toBe(0);
    expect((await other('GET', '/api/v1/lookup?number=%2B442071838750')).body.match).toBeNull();
  }
  expect((await administrator('POST', '/api/v1/contacts', { ...zoe, book: 'personal' })).status).toBe(403);
  expect((await ada.call('DELETE', path)).status).toBe(204);
  expect((await ada.call('GET', path)).status).toBe(404);
});

test('what cannot be kept is refused with the field and what to do', async () => {
  const { administrator } = await api.tenant('Four');
  const cases: [unknown, string][] = [
    [{ phones: [{ number: 'call me', label: 'work' }], firstName: 'A' }, 'phones.0.number'],
    [{ emails: [{ email: 'nobody', label: 'other' }], firstName: 'A' }, 'emails.0.email'],
    [{ firstName: 'x'.repeat(501) }, 'firstName'],
  ];
  for (const [body, path] of cases) {
    const refused = await administrator('POST', '/api/v1/contacts', body);
    expect(refused.status).toBe(422);
    expect(refused.headers.get('content-type')).toContain('application/problem+json');
    expect(refused.body.errors.map((error: { path: string }) => error.path)).toContain(path);
  }
  expect((await administrator('POST', '/api/v1/contacts', {})).status).toBe(422);
  expect((await administrator('POST', '/api/v1/contacts', { firstName: 'a\u0000b' })).body.firstName).toBe(
    'ab',
  );
  const made = await administrator('POST', '/api/v1/contacts', { firstName: 'Ada' });
  const unknownField = { fields: ['nickname'] };
  expect(
    await administrator('POST', `/api/v1/contacts/${made.body.id}/use-source`, unknownField),
  ).toMatchObject({ status: 422, body: { errors: [{ path: 'fields.0' }] } });
  expect((await administrator('GET', '/api/v1/contacts?limit=1001')).status).toBe(422);
  expect((await administrator('GET', '/api/v1/contacts?cursor=nonsense')).status).toBeGreaterThanOrEqual(400);
  expect((await administrator('GET', '/api/v1/contacts/not-an-id')).status).toBe(404);
  expect(
    (
      await administrator('POST', '/api/v1/contacts', `{"notes":"${'x'.repeat(1_100_000)}"}`, {
        'content-type': 'application/json',
      })
    ).status,
  ).toBe(413);
  expect(
    (await administrator('POST', '/api/v1/contacts', '<x/>', { 'content-type': 'text/xml' })).status,
  ).toBe(415);
});

test('deleted contacts are gone at once and can be restored by who may write them, one or several', async () => {
  const { tenantId, administrator, agent } = await api.tenant('Undo');
  const made = await administrator('POST', '/api/v1/contacts', zoe);
  const path = `/api/v1/contacts/${made.body.id}`;
  expect((await administrator('DELETE', path)).status).toBe(204);
  expect((await agent('GET', path)).status).toBe(404);
  expect((await agent('GET', '/api/v1/contacts?q=zoe')).body.total).toBe(0);
  expect((await agent('POST', `${path}/restore`)).status).toBe(403);
  expect((await agent('POST', '/api/v1/contacts/restore', { ids: [made.body.id] })).status).toBe(403);
  expect(await administrator('POST', `${path}/restore`)).toMatchObject({
    status: 200,
    body: { id: made.body.id, phones: made.body.phones },
  });
  const ids = [made.body.id];
  expect((await administrator('POST', '/api/v1/contacts/delete', { ids })).body).toEqual({ deleted: 1 });
  expect((await administrator('POST', '/api/v1/contacts/restore', { ids })).body).toEqual({ restored: 1 });
  const ada = await api.person(tenantId, { role: 'user', email: 'ada-undo@example.com' });
  const own = await ada.call('POST', '/api/v1/contacts', { ...zoe, book: 'personal' });
  expect((await ada.call('DELETE', `/api/v1/contacts/${own.body.id}`)).status).toBe(204);
  expect((await administrator('POST', `/api/v1/contacts/${own.body.id}/restore`)).status).toBe(404);
  expect((await ada.call('POST', `/api/v1/contacts/${own.body.id}/restore`)).status).toBe(200);
});
