import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startApi } from '../../test/api-server.ts';
import { newId } from '../domain/ids.ts';

let api: Awaited<ReturnType<typeof startApi>>;
let tenant: Awaited<ReturnType<typeof api.tenant>>;
let owner: Awaited<ReturnType<typeof api.person>>;
let administrator: Awaited<ReturnType<typeof api.person>>;
beforeAll(async () => {
  api = await startApi();
  tenant = await api.tenant('Phones');
  owner = await api.person(tenant.tenantId, { role: 'user', email: 'owner@example.test' });
  administrator = await api.person(tenant.tenantId, { role: 'administrator', email: 'boss@example.test' });
  const add = (call: typeof owner.call, lastName: string, number: string, book: string) =>
    call('POST', '/api/v1/contacts', { lastName, book, phones: [{ number, label: 'work' }] });
  await add(tenant.administrator, 'Müller', '+49 30 23125 001', 'central');
  await add(tenant.administrator, 'Zappa', '+49 30 23125 002', 'central');
  await add(owner.call, 'Ownersdentist', '+49 30 23125 003', 'personal');
  await add(administrator.call, 'Bossesdentist', '+49 30 23125 004', 'personal');
  const stranger = await api.tenant('Elsewhere');
  await add(stranger.administrator, 'Foreigner', '+49 30 23125 005', 'central');
});
afterAll(() => api.stop());

const create = async (body: object = {}) => {
  const made = await tenant.administrator('POST', '/api/v1/devices', { name: 'Lobby', ...body });
  expect(made.status).toBe(201);
  return made.body;
};

describe('devices', () => {
  test('are made, listed, changed, rotated and revoked; credentials are shown once', async () => {
    const made = await create({ vendor: 'yealink' });
    expect(made).toMatchObject({ name: 'Lobby', vendor: 'yealink', lastSeenAt: null });
    expect(made.token).toMatch(/^[0-9a-z]{26}$/);
    const { token, ldapPassword, ...shown } = made;
    const list = await tenant.administrator('GET', '/api/v1/devices');
    expect(list.body.items).toContainEqual(shown);
    expect(JSON.stringify(list.body)).not.toContain(token);
    expect(JSON.stringify(list.body)).not.toContain(ldapPassword);

    const changed = await tenant.administrator('PATCH', `/api/v1/devices/${made.id}`, {
      allowedNetworks: ['127.0.0.1', '10.0.0.0/8'],
      numberFormat: 'e164',
    });
    expect(changed.body).toMatchObject({
      allowedNetworks: ['127.0.0.1/32', '10.0.0.0/8'],
      numberFormat: 'e164',
    });
    const refused = await tenant.administrator('PATCH', `/api/v1/devices/${made.id}`, {
      allowedNetworks: ['10.0.0.0/8', 'lobby'],
    });
    expect([refused.status, refused.body.errors[0].path]).toEqual([422, 'allowedNetworks.1']);

    const rotated = await tenant.administrator('POST', `/api/v1/devices/${made.id}/rotate`);
    expect(rotated.body).toMatchObject({ id: made.id, ldapUsername: made.ldapUsername });
    expect(rotated.body.token).not.toBe(token);
    const fetched = async (with_: string) => (await api.anonymous('GET', `/p/${with_}/yealink.xml`)).status;
    expect([await fetched(token), await fetched(rotated.body.token)]).toEqual([404, 200]);

    expect((await tenant.administrator('DELETE', `/api/v1/devices/${made.id}`)).status).toBe(204);
    expect(await fetched(rotated.body.token)).toBe(404);
    expect((await tenant.administrator('DELETE', `/api/v1/devices/${made.id}`)).status).toBe(404);
  });

  test('are the administrators’ alone, of this company', async () => {
    const made = await create();
    const stranger = await api.tenant('Other');
    for (const [call, status] of [
      [tenant.agent, 403],
      [tenant.user, 403],
      [api.anonymous, 401],
      [stranger.administrator, 404],
    ] as const) {
      for (const path of ['', '/settings', '/preview?document=yealink.xml'])
        expect((await call('GET', `/api/v1/devices/${made.id}${path}`)).status).toBe(status);
      expect((await call('DELETE', `/api/v1/devices/${made.id}`)).status).toBe(status);
      expect((await call('POST', `/api/v1/devices/${made.id}/rotate`)).status).toBe(status);
      expect((await call('POST', `/api/v1/devices/${made.id}/check`, {})).status).toBe(status);
    }
    expect((await api.anonymous('GET', `/p/${made.token}/yealink.xml`)).status).toBe(200);
  });

  test.each([
    [{ name: '' }, 'name'],
    [{ name: 'x', maxEntries: 0 }, 'maxEntries'],
    [{ name: 'x', nationalPrefix: 'nine' }, 'nationalPrefix'],
    [{ name: 'x', ownerId: newId() }, 'ownerId'],
  ])('a device that makes no sense is refused: %j', async (body, path) => {
    const answer = await tenant.administrator('POST', '/api/v1/devices', body);
    expect([answer.status, answer.body.errors[0].path]).toEqual([422, path]);
  });

  test('lists page by page', async () => {
    for (let n = 0; n < 3; n += 1) await create({ name: `Many ${n}` });
    const seen: string[] = [];
    let cursor = '';
    do {
      const page = await tenant.administrator('GET', `/api/v1/devices?limit=2${cursor}`);
      seen.push(...page.body.items.map(({ id }: { id: string }) => id));
      cursor = page.body.nextCursor ? `&cursor=${page.body.nextCursor}` : '';
    } while (cursor);
    const whole = await tenant.administrator('GET', '/api/v1/devices');
    expect(seen).toEqual(whole.body.items.map(({ id }: { id: string }) => id));
  });
});

describe('what a device sees', () => {
  const paths = [
    'yealink.xml',
    'cisco/list',
    'polycom/000000000000-directory.xml',
    'polycom/browse',
    'gigaset',
    'snom.xml',
    'mitel/list',
    'acrobits.json',
    'microsip.xml',
  ];

  test.each(paths)(
    '%s: central contacts for all, a personal book for its owner’s, nothing of other companies',
    async (path) => {
      const shared = await create();
      const owned = await create({ ownerId: owner.id });
      const common = (await api.anonymous('GET', `/p/${shared.token}/${path}`)).body;
      const text = (body: unknown) => (typeof body === 'string' ? body : JSON.stringify(body));
      expect(text(common)).toContain('Müller');
      expect(text(common)).not.toMatch(/dentist|Foreigner/);
      const own = text((await api.anonymous('GET', `/p/${owned.token}/${path}`)).body);
      expect(own).toContain('Müller');
      expect(own).toContain('Ownersdentist');
      expect(own).not.toMatch(/Bossesdentist|Foreigner/);
    },
  );

  test('caller lookup keeps to the same', async () => {
    const shared = await create();
    const owned = await create({ ownerId: owner.id });
    const name = async (token: string, number: string) =>
      (await api.anonymous('GET', `/p/${token}/lookup?number=${number}`)).body;
    expect(await name(shared.token, '%2B493023125001')).toBe('Müller');
    expect(await name(shared.token, '%2B493023125003')).toBe('');
    expect(await name(owned.token, '%2B493023125003')).toBe('Ownersdentist');
    expect(await name(owned.token, '%2B493023125005')).toBe('');
  });

  test('digits find names by the letters on the keys', async () => {
    const { token } = await create();
    const list = (await api.anonymous('GET', `/p/${token}/cisco/list?q=685537`)).body;
    expect(list).toContain('Müller');
    expect(list).not.toContain('Zappa');
  });

  test('a contact that was added is there a moment later, with another ETag', async () => {
    const { token } = await create();
    const before = await api.anonymous('GET', `/p/${token}/yealink.xml`);
    const tag = before.headers.get('etag') ?? '';
    expect(
      (await api.anonymous('GET', `/p/${token}/yealink.xml`, undefined, { 'if-none-match': tag })).status,
    ).toBe(304);
    await tenant.administrator('POST', '/api/v1/contacts', {
      lastName: 'Newcomer',
      phones: [{ number: '2099', label: 'work' }],
    });
    await expect
      .poll(
        async () =>
          (await api.anonymous('GET', `/p/${token}/yealink.xml`, undefined, { 'if-none-match': tag })).body,
      )
      .toContain('Newcomer');
  });
});

describe('the Phones page', () => {
  test('shows settings in which every address works once the token is put in', async () => {
    const made = await create({ vendor: 'cisco' });
    const { body } = await tenant.administrator('GET', `/api/v1/devices/${made.id}/settings`);
    const vendors = await tenant.administrator('GET', '/api/v1/devices/vendors');
    expect(body.items.map(({ vendor }: { vendor: string }) => vendor)).toEqual(
      vendors.body.items.map(({ vendor }: { vendor: string }) => vendor),
    );
    const texts: string[] = body.items.flatMap(({ snippets }: { snippets: { text: string }[] }) =>
      snippets.map(({ text }) => text),
    );
    const addresses = texts.join('\n').match(/http:\/\/switchbook\.test\/p\/[^\s<"']+/g) ?? [];
    expect(addresses.length).toBeGreaterThan(25);
    for (const address of addresses) {
      const path = address
        .replace('http://switchbook.test', '')
        .replace('{{token}}', made.token)
        .replaceAll('&amp;', '&');
      // A folder and the places of other systems' variables are no documents.
      if (path.endsWith('/polycom/') || path.endsWith('/grandstream')) continue;
      expect([path, (await api.anonymous('GET', path)).status]).toEqual([path, 200]);
    }
  });

  test('previews every document it offers, exactly as the device gets it', async () => {
    const made = await create();
    const { body } = await tenant.administrator('GET', `/api/v1/devices/${made.id}/settings`);
    const documents: { name: string }[] = body.items.flatMap(
      ({ documents }: { documents: { name: string }[] }) => documents,
    );
    expect(documents.length).toBeGreaterThan(20);
    for (const { name } of documents) {
      const preview = await tenant.administrator(
        'GET',
        `/api/v1/devices/${made.id}/preview?document=${encodeURIComponent(name)}`,
      );
      const real = await fetch(`${api.url}/p/${made.token}/${name}`);
      const expected = (await real.text()).replaceAll(
        `${api.url}/p/${made.token}`,
        'http://switchbook.test/p/{{token}}',
      );
      expect([name, preview.body.body]).toEqual([name, expected]);
      expect([name, preview.body.contentType]).toEqual([name, real.headers.get('content-type')]);
    }
    expect(
      (await tenant.administrator('GET', `/api/v1/devices/${made.id}/preview?document=nothing`)).status,
    ).toBe(404);
  });

  test('tells what is cut, and does not open somebody’s personal book to an administrator', async () => {
    const made = await create({ ownerId: owner.id, maxEntries: 1 });
    const path = `/api/v1/devices/${made.id}/preview?document=yealink.xml`;
    const preview = (await administrator.call('GET', path)).body;
    expect(preview.contacts).toBe(1);
    expect(preview.body).not.toContain('Ownersdentist');
    const reasons = preview.cut.map(({ reason }: { reason: string }) => reason).join(' ');
    expect(reasons).toContain('maximum that is set for this device');
    expect(reasons).toContain('only the owner may see them');
    const mine = await create({ ownerId: administrator.id });
    const own = await administrator.call('GET', `/api/v1/devices/${mine.id}/preview?document=yealink.xml`);
    expect(own.body.body).toContain('Bossesdentist');
  });

  test('checks the connection and searches with the device’s eyes', async () => {
    const made = await create({ ownerId: owner.id });
    const { body } = await tenant.administrator('POST', `/api/v1/devices/${made.id}/check`, { q: 'mül' });
    expect(body.search).toEqual({ total: 1, contacts: [{ displayName: 'Müller', number: '+493023125001' }] });
    expect(body.certificates).toEqual([]);
    const checks = Object.fromEntries(
      body.checks.map(({ name, ok }: { name: string; ok: boolean | null }) => [name, ok]),
    );
    // switchbook.test is nowhere, LDAP and certificates are off in this test.
    expect(checks).toEqual({
      'Address of the documents': false,
      LDAP: null,
      Certificate: null,
      Search: true,
    });
  });
});
