import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApi } from '../../test/api-server.ts';
import { openEvents } from '../../test/open-events.ts';
import { hashPassword } from '../access/passwords.ts';
import { openSession } from '../access/sessions.ts';
import { announce } from '../directory/announce.ts';
import { sessionCookie } from '../http/authenticate.ts';

let api: Awaited<ReturnType<typeof startApi>>;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

const first = { email: 'ada@example.com', name: 'Ada', password: 'correct horse battery', tenant: 'Example' };

test('without people, the first administrator is created with the printed setup code and not without it', async () => {
  expect((await api.anonymous('GET', '/api/v1/setup')).body).toEqual({ needed: true });
  const wrong = await api.anonymous('POST', '/api/v1/setup', { ...first, code: 'AAAA-BBBB-CCCC' });
  expect(wrong.status).toBe(403);
  expect(wrong.body).toMatchObject({ code: 'setup-code-wrong', errors: [{ path: 'code' }] });

  const created = await api.anonymous('POST', '/api/v1/setup', {
    ...first,
    code: api.setupCode.text.toLowerCase().replaceAll('-', ' '),
  });
  expect(created.status).toBe(201);
  expect(created.body).toMatchObject({
    role: 'administrator',
    user: { email: first.email },
    tenant: { name: 'Example' },
  });
  expect(created.headers.get('set-cookie')).toMatch(/HttpOnly.*SameSite=Lax/i);

  const again = await api.anonymous('POST', '/api/v1/setup', { ...first, code: api.setupCode.text });
  expect(again.status).toBe(409);
});

test('signing in answers who one is; signing out ends it', async () => {
  const signedIn = await api.anonymous('POST', '/api/v1/session', {
    email: ' ADA@example.com',
    password: first.password,
  });
  expect(signedIn.status).toBe(200);
  const call = api.call({ cookie: signedIn.headers.get('set-cookie')?.split(';')[0] ?? '', origin: api.url });
  expect((await call('GET', '/api/v1/session')).body).toMatchObject({
    user: { name: 'Ada', extension: null },
  });
  expect((await call('DELETE', '/api/v1/session')).status).toBe(204);
  expect((await call('GET', '/api/v1/session')).status).toBe(401);
});

test('a wrong password and an unknown address are refused alike, and guessing is slowed', async () => {
  const refused = { status: 401, body: { code: 'sign-in-refused' } };
  expect(
    await api.anonymous('POST', '/api/v1/session', { email: 'nobody@example.com', password: 'x' }),
  ).toMatchObject(refused);
  for (let attempt = 0; attempt < 10; attempt += 1)
    expect(
      await api.anonymous('POST', '/api/v1/session', { email: first.email, password: 'wrong' }),
    ).toMatchObject(refused);
  const slowed = await api.anonymous('POST', '/api/v1/session', {
    email: first.email,
    password: first.password,
  });
  expect(slowed.status).toBe(429);
  expect(Number(slowed.headers.get('retry-after'))).toBeGreaterThan(0);
});

test('of sixty guesses at once no more are looked at than of sixty one after the other', async () => {
  const email = 'guessed@example.com';
  const guess = () => api.anonymous('POST', '/api/v1/session', { email, password: 'wrong' });
  const answers = await Promise.all(Array.from({ length: 60 }, guess));
  for (let more = 0; more < 12; more += 1) answers.push(await guess());
  const refused = answers.filter(({ status }) => status === 429);
  expect(answers.filter(({ status }) => status === 401)).toHaveLength(10);
  expect(refused).toHaveLength(62);
  for (const { headers } of refused) expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
});

test('a page of another site cannot act with the cookie', async () => {
  const { tenantId } = await api.tenant('Second');
  const { cookie } = await api.person(tenantId, { role: 'administrator', email: 'grace@example.com' });
  const from = (headers: Record<string, string>) =>
    api.call({ cookie, ...headers })('POST', '/api/v1/api-keys', { name: 'x', role: 'user' });
  expect(await from({ origin: 'https://evil.example' })).toMatchObject({
    status: 403,
    body: { code: 'cross-site' },
  });
  expect((await from({})).status).toBe(403);
  expect((await from({ 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  expect((await from({ 'sec-fetch-site': 'same-origin' })).status).toBe(201);
  expect((await from({ origin: api.url })).status).toBe(201);
});

test('roles are checked before the body is looked at', async () => {
  const { agent, user, administrator } = await api.tenant('Third');
  for (const call of [agent, user]) {
    expect((await call('POST', '/api/v1/sources', { nonsense: true })).status).toBe(403);
    expect(
      (await call('POST', '/api/v1/api-keys', '{broken', { 'content-type': 'application/json' })).status,
    ).toBe(403);
  }
  expect((await api.anonymous('POST', '/api/v1/sources', {})).status).toBe(401);
  expect((await administrator('POST', '/api/v1/sources', { nonsense: true })).status).toBe(422);
  expect(
    (await administrator('POST', '/api/v1/sources', '{broken', { 'content-type': 'application/json' }))
      .status,
  ).toBe(400);
  expect((await user('POST', '/api/v1/calls', {})).status).toBe(403);
});

test('somebody is invited by a link that works once, and the last administrator stays', async () => {
  const { tenantId } = await api.tenant('Fourth');
  const boss = await api.person(tenantId, { role: 'administrator', email: 'boss@example.com' });
  const made = await boss.call('POST', '/api/v1/people', {
    email: 'new@example.com',
    name: 'New',
    role: 'agent',
    extension: '204',
  });
  expect(made.status).toBe(201);
  expect(made.body).toMatchObject({ invited: true, extension: '204' });
  const token = made.body.invitation.url.split('#')[1];
  expect((await api.anonymous('GET', `/api/v1/invitation?token=${token}`)).body).toMatchObject({
    email: 'new@example.com',
  });
  const accept = { token, password: 'another good one' };
  expect((await api.anonymous('POST', '/api/v1/invitation', accept)).status).toBe(204);
  expect((await api.anonymous('POST', '/api/v1/invitation', accept)).status).toBe(404);
  const signedIn = await api.anonymous('POST', '/api/v1/session', {
    email: 'new@example.com',
    password: 'another good one',
  });
  expect(signedIn.body).toMatchObject({ role: 'agent', user: { extension: '204' } });

  expect(await boss.call('PATCH', `/api/v1/people/${boss.id}`, { role: 'agent' })).toMatchObject({
    status: 422,
  });
  expect(await boss.call('DELETE', `/api/v1/people/${boss.id}`)).toMatchObject({ status: 422 });
  expect((await boss.call('PATCH', `/api/v1/people/${made.body.id}`, { disabled: true })).body).toMatchObject(
    { disabled: true },
  );
  const log = await boss.call('GET', '/api/v1/audit?subjectKind=person');
  expect(log.body.items.map((event: { action: string }) => event.action)).toContain('person.invited');
});

test('people are listed by name, or address where there is none, a page after the other', async () => {
  const { tenantId, administrator } = await api.tenant('Ordered');
  for (const email of ['zora@example.com', 'adam@example.com', 'mira@example.com'])
    await api.person(tenantId, { role: 'user', email });
  await administrator('POST', '/api/v1/people', { email: 'first@example.com', name: 'Öykü', role: 'user' });
  await administrator('POST', '/api/v1/people', { email: 'Berta@example.com', role: 'user' });
  const shown: string[] = [];
  for (let cursor = '', more = true; more; ) {
    const page = (await administrator('GET', `/api/v1/people?limit=2${cursor && `&cursor=${cursor}`}`)).body;
    for (const { name, email } of page.items) shown.push(name || email);
    cursor = page.nextCursor ?? '';
    more = cursor !== '';
  }
  expect(shown.slice(0, 4)).toEqual(['adam', 'Berta@example.com', 'mira', 'zora']);
  expect(shown).toHaveLength(5);
});

test('who is disabled, deleted or gets a new password is out at once, with every open page', async () => {
  const { tenantId } = await api.tenant('Leaving');
  const boss = await api.person(tenantId, { role: 'administrator', email: 'chief@example.com' });
  const leave = {
    disabled: (id: string) => boss.call('PATCH', `/api/v1/people/${id}`, { disabled: true }),
    deleted: (id: string) => boss.call('DELETE', `/api/v1/people/${id}`),
    reset: async (id: string) => {
      const { url } = (await boss.call('POST', `/api/v1/people/${id}/invite`)).body;
      return api.anonymous('POST', '/api/v1/invitation', {
        token: url.split('#')[1],
        password: 'quite another one',
      });
    },
  };
  for (const [how, act] of Object.entries(leave)) {
    const person = await api.person(tenantId, { role: 'agent', email: `${how}@example.com` });
    const line = await openEvents(api.url, person.cookie);
    await line.until(/event: hello/);
    expect((await act(person.id)).status).toBeLessThan(300);
    await line.ended();
    expect((await person.call('GET', '/api/v1/session')).status).toBe(401);
  }
  expect((await boss.call('GET', '/api/v1/session')).status).toBe(200);
});

test('a new password of one’s own ends the sessions elsewhere and not this one', async () => {
  const { tenantId } = await api.tenant('Changing');
  const email = 'changing@example.com';
  const here = await api.person(tenantId, { role: 'agent', email });
  await api.db
    .updateTable('person')
    .set({ password_hash: await hashPassword('the old password') })
    .where('id', '=', here.id)
    .execute();
  const signIn = { email, password: 'the old password' };
  const elsewhere = (await api.anonymous('POST', '/api/v1/session', signIn)).headers.get('set-cookie') ?? '';
  const there = api.call({ cookie: elsewhere.split(';')[0] ?? '', origin: api.url });
  expect((await there('GET', '/api/v1/session')).status).toBe(200);
  const change = { currentPassword: 'the old password', newPassword: 'the new password' };
  expect((await here.call('PATCH', '/api/v1/profile', change)).status).toBe(204);
  expect((await there('GET', '/api/v1/session')).status).toBe(401);
  expect((await here.call('GET', '/api/v1/session')).status).toBe(200);
});

test('guesses at the current password are limited too', async () => {
  const { tenantId } = await api.tenant('Guessed');
  const { id, call } = await api.person(tenantId, { role: 'user', email: 'taken@example.com' });
  const hash = await hashPassword('the old password');
  await api.db.updateTable('person').set({ password_hash: hash }).where('id', '=', id).execute();
  const change = (currentPassword: string) =>
    call('PATCH', '/api/v1/profile', { currentPassword, newPassword: 'the new password' });
  for (let at = 0; at < 10; at += 1) expect((await change('wrong')).status).toBe(422);
  expect((await change('the old password')).status).toBe(429);
  expect((await call('PATCH', '/api/v1/profile', { name: 'Still myself' })).status).toBe(204);
});

test('signing out ends the open pages of that session and no other', async () => {
  const { tenantId } = await api.tenant('Out');
  const { id, call, cookie } = await api.person(tenantId, { role: 'user', email: 'out@example.com' });
  const other = `${sessionCookie}=${await openSession(api.db, tenantId, id, new Date())}`;
  const [mine, elsewhere] = await Promise.all([openEvents(api.url, cookie), openEvents(api.url, other)]);
  await Promise.all([mine.until(/event: hello/), elsewhere.until(/event: hello/)]);
  expect((await call('DELETE', '/api/v1/session')).status).toBe(204);
  await mine.ended();
  await announce(api.db, { tenantId, event: 'contacts', data: {} });
  await elsewhere.until(/event: contacts/);
});

test('another tenant’s things are not there', async () => {
  const one = await api.tenant('Fifth');
  const other = await api.tenant('Sixth');
  const { body: key } = await one.administrator('POST', '/api/v1/api-keys', { name: 'mine', role: 'user' });
  expect((await other.administrator('DELETE', `/api/v1/api-keys/${key.id}`)).status).toBe(404);
  expect((await one.administrator('DELETE', `/api/v1/api-keys/${key.id}`)).status).toBe(204);
});

test('the description of the API is served without a credential, and every route is in it', async () => {
  const { status, body } = await api.anonymous('GET', '/api/v1/openapi.json');
  expect(status).toBe(200);
  for (const path of [
    '/api/v1/contacts',
    '/api/v1/sources/{id}/sync',
    '/api/v1/calls',
    '/api/v1/lookup',
    '/api/v1/people',
  ])
    expect(Object.keys(body.paths)).toContain(path);
  const page = await api.anonymous('GET', '/api/docs');
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(page.body).toContain('/api/v1/contacts');
});
