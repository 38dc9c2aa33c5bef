import fastify, { type FastifyInstance } from 'fastify';
import { XmlDocument } from 'libxml2-wasm';
import { register } from 'prom-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase } from '../../test/database.ts';
import { difficultContacts, phoneBook, phoneContact } from '../../test/phone-book.ts';
import { system } from '../access/audit.ts';
import { writeSightings } from '../access/device-seen.ts';
import { changeDevice, createDevice, getDevice, revokeDevice, rotateDevice } from '../access/devices.ts';
import { createTenant } from '../access/tenants.ts';
import type { PhoneDirectory } from '../directory/phone-directory.ts';
import { DirectoryError } from '../domain/errors.ts';
import type { DeviceId, TenantId } from '../domain/ids.ts';
import { phoneRoutes } from './phone-routes.ts';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let tenantId: TenantId;
let device: { id: DeviceId; token: string };
let current: PhoneDirectory = phoneBook(difficultContacts);
const directory: PhoneDirectory = {
  search: (...given) => current.search(...given),
  all: (...given) => current.all(...given),
  lookup: (...given) => current.lookup(...given),
  revision: (...given) => current.revision(...given),
  country: (...given) => current.country(...given),
};
let app: FastifyInstance;

beforeAll(async () => {
  database = await createTestDatabase();
  tenantId = await createTenant(database.db, 'Test');
  device = await createDevice(database.db, tenantId, system, { name: 'Lobby' });
  register.clear();
  app = fastify({ routerOptions: { ignoreTrailingSlash: true, maxParamLength: 300 } });
  const parts = {
    db: database.db,
    directory,
    publicUrl: () => 'http://public.test',
    guard: { maxWrong: 5, delayMs: 200 },
  };
  await app.register(async (scope) => phoneRoutes(scope, parts));
  await app.ready();
});
afterAll(async () => {
  await app.close();
  await database.drop();
});

const get = (
  path: string,
  headers: Record<string, string> = {},
  method: 'GET' | 'HEAD' | 'POST' | 'PUT' = 'GET',
) =>
  app.inject({
    method,
    url: `/p/${device.token}/${path}`,
    headers: { host: 'pbx.example:8080', ...headers },
  });

describe('credentials', () => {
  test.each(['nonsense', 'zzzzzzzzzzzzzzzzzzzzzzzzzz', '%00'])(
    'an unknown token gets 404 and no body: %s',
    async (token) => {
      const answer = await app.inject({ url: `/p/${token}/yealink.xml`, remoteAddress: '192.0.2.99' });
      expect([answer.statusCode, answer.body]).toEqual([404, '']);
    },
  );

  test('a phone may give its LDAP user name and password instead of a token in the address', async () => {
    const { db } = database;
    const made = await createDevice(db, tenantId, system, { name: 'With a password' });
    const fetch = (username: string, password: string, file = 'yealink.xml') =>
      app.inject({
        url: `/p/login/${file}`,
        headers: {
          host: 'pbx.example:8080',
          authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`,
        },
        remoteAddress: '192.0.2.77',
      });
    const { ldapUsername, ldapPassword, token } = made;
    const asked = await app.inject({ url: '/p/login/yealink.xml', remoteAddress: '192.0.2.77' });
    expect([asked.statusCode, asked.headers['www-authenticate'], asked.body]).toEqual([
      401,
      'Basic realm="Switchbook", charset="UTF-8"',
      '',
    ]);
    expect((await fetch(ldapUsername, 'wrong')).statusCode).toBe(401);
    expect((await fetch('nobody', ldapPassword)).statusCode).toBe(401);
    const byToken = await app.inject({ url: `/p/${token}/yealink.xml` });
    expect((await fetch(ldapUsername, ldapPassword)).body).toBe(byToken.body);
    // Pages lead on to addresses that ask for the password again, and never show the token.
    const menu = await fetch(ldapUsername, ldapPassword, 'cisco');
    expect(menu.body).toContain('http://pbx.example:8080/p/login/cisco/');

    await changeDevice(db, tenantId, system, made.id, { allowedNetworks: ['198.51.100.0/24'] });
    expect((await fetch(ldapUsername, ldapPassword)).statusCode).toBe(403);
    await revokeDevice(db, tenantId, system, made.id);
    expect((await fetch(ldapUsername, ldapPassword)).statusCode).toBe(401);
  });

  test('a revoked or rotated token is unknown from that moment on', async () => {
    const { db } = database;
    const made = await createDevice(db, tenantId, system, { name: 'Gone soon' });
    const fetched = async (token: string) => (await app.inject(`/p/${token}/lookup?number=2001`)).statusCode;
    expect(await fetched(made.token)).toBe(200);
    const fresh = await rotateDevice(db, tenantId, system, made.id);
    expect(await fetched(made.token)).toBe(404);
    expect(await fetched(fresh.token)).toBe(200);
    await revokeDevice(db, tenantId, system, made.id);
    expect(await fetched(fresh.token)).toBe(404);
  });

  test('a device that may come from some networks only is refused from others', async () => {
    const { db } = database;
    const made = await createDevice(db, tenantId, system, {
      name: 'Inside',
      allowedNetworks: ['10.0.0.0/8'],
    });
    const from = async (remoteAddress: string) => {
      const answer = await app.inject({ url: `/p/${made.token}/yealink.xml`, remoteAddress });
      return [answer.statusCode, answer.body.length > 0];
    };
    expect(await from('10.1.2.3')).toEqual([200, true]);
    expect(await from('::ffff:10.1.2.3')).toEqual([200, true]);
    expect(await from('192.0.2.1')).toEqual([403, false]);
  });

  test('guessing is slowed, for the guesser and not for a phone behind the same address', async () => {
    const from = { remoteAddress: '203.0.113.5' };
    const guess = (n: number) =>
      app.inject({ url: `/p/${'0123456789'[n % 10]!.repeat(26)}/lookup`, ...from });
    for (let n = 0; n < 5; n += 1) expect((await guess(n)).statusCode).toBe(404);
    const start = Date.now();
    expect((await guess(6)).statusCode).toBe(404);
    expect(Date.now() - start).toBeGreaterThanOrEqual(190);
    const answered: string[] = [];
    const phone = () => app.inject({ url: `/p/${device.token}/lookup?number=2001`, ...from });
    await Promise.all([
      guess(7).then(() => answered.push('guesser')),
      phone().then(({ statusCode }) => answered.push(`phone ${statusCode}`)),
    ]);
    expect(answered).toEqual(['phone 200', 'guesser']);
  });

  test('what a device was last seen with is noted', async () => {
    await get('yealink.xml', { 'user-agent': 'Yealink SIP-T46G 28.83.0.120' });
    await writeSightings(database.db);
    expect(await getDevice(database.db, tenantId, device.id)).toMatchObject({
      lastSeenWith: 'Yealink SIP-T46G 28.83.0.120',
      lastSeenFrom: '127.0.0.1',
    });
  });
});

describe('documents', () => {
  test.each([
    ['yealink.xml', 'text/xml; charset=utf-8'],
    ['yealink.xml?q=#SEARCH', 'text/xml; charset=utf-8'],
    ['cisco', 'text/xml; charset=utf-8'],
    ['cisco/', 'text/xml; charset=utf-8'],
    ['cisco/search', 'text/xml; charset=utf-8'],
    ['cisco/list?q=ada&o=0', 'text/xml; charset=utf-8'],
    ['cisco/list?t=1&?locale=germany&name=SEP002155D64F77', 'text/xml; charset=utf-8'],
    ['polycom/0004f2abcdef-directory.xml', 'text/xml; charset=utf-8'],
    ['polycom/000000000000-directory.xml', 'text/xml; charset=utf-8'],
    ['polycom/browse?q=ada', 'text/html; charset=utf-8'],
    ['grandstream/phonebook.xml', 'text/xml; charset=utf-8'],
    ['snom.xml', 'text/xml; charset=utf-8'],
    ['snom/menu', 'text/xml; charset=utf-8'],
    ['snom/list?q=ada', 'text/xml; charset=utf-8'],
    ['fanvil.xml', 'text/xml; charset=utf-8'],
    ['gigaset?', 'text/xml; charset=utf-8'],
    ['mitel', 'text/xml; charset=utf-8'],
    ['mitel/list?q=ada', 'text/xml; charset=utf-8'],
    ['htek.xml?q=ada', 'text/xml; charset=utf-8'],
    ['acrobits.json', 'application/json; charset=utf-8'],
    ['sessiontalk.json', 'application/json; charset=utf-8'],
    ['zoiper.xml', 'text/xml; charset=utf-8'],
    ['microsip.xml', 'text/xml; charset=utf-8'],
  ])('%s', async (path, contentType) => {
    const answer = await get(path);
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['content-type']).toBe(contentType);
    expect(answer.headers['content-length']).toBe(String(Buffer.byteLength(answer.body)));
    if (contentType.includes('json')) JSON.parse(answer.body);
    else XmlDocument.fromString(answer.body).dispose();
    const head = await get(path, {}, 'HEAD');
    expect([head.statusCode, head.headers['content-type'], head.body]).toEqual([200, contentType, '']);
    expect(head.headers['content-length']).toBe(answer.headers['content-length']);
  });

  test('links lead to where the phone reached us', async () => {
    expect((await get('cisco')).body).toContain(
      `<URL>http://pbx.example:8080/p/${device.token}/cisco/list</URL>`,
    );
    expect((await get('cisco', { 'x-forwarded-proto': 'https' })).body).toContain(
      'https://pbx.example:8080/p/',
    );
    expect((await get('cisco', { host: 'evil"><x' })).body).toContain('http://public.test/p/');
  });

  test('a phone that has the book already is told so, until something changes', async () => {
    const first = await get('yealink.xml');
    const tag = String(first.headers.etag);
    const again = await get('yealink.xml', { 'if-none-match': tag });
    expect([again.statusCode, again.body]).toEqual([304, '']);
    expect((await get('yealink.xml?q=ada', { 'if-none-match': tag })).statusCode).toBe(200);
    current = phoneBook(difficultContacts.slice(1));
    expect((await get('yealink.xml', { 'if-none-match': tag })).statusCode).toBe(200);
    current = phoneBook(difficultContacts);
    await changeDevice(database.db, tenantId, system, device.id, { numberFormat: 'e164' });
    expect((await get('yealink.xml', { 'if-none-match': tag })).statusCode).toBe(200);
    await changeDevice(database.db, tenantId, system, device.id, { numberFormat: 'given' });
  });

  test('a large book is streamed whole', async () => {
    const many = Array.from({ length: 5_000 }, (_, n) =>
      phoneContact(n, { lastName: `Person ${n}`, phones: [['work', `+49302312${n + 10_000}`]] }),
    );
    current = phoneBook(many);
    const answer = await get('yealink.xml');
    expect(answer.headers['content-length']).toBeUndefined();
    expect(answer.body.match(/<DirectoryEntry>/g)?.length).toBe(5_000);
    const head = await get('yealink.xml', {}, 'HEAD');
    expect([head.statusCode, head.body, head.headers.etag]).toEqual([200, '', answer.headers.etag]);
    const grandstream = (await get('grandstream/phonebook.xml')).body;
    expect(grandstream.match(/<Contact>/g)?.length).toBe(1_000);
    const metrics = await register.metrics();
    expect(metrics).toContain('switchbook_phone_cut_total{vendor="grandstream",reason="vendor-limit"} 4000');
    current = phoneBook(difficultContacts);
  });

  test('half a book never passes for a whole one', async () => {
    current = {
      ...phoneBook([]),
      all: async function* () {
        for (let n = 0; n < 2_000; n += 1)
          yield [phoneContact(n, { lastName: 'A name of some length', phones: [['work', '2001']] })];
        throw new DirectoryError('database-unavailable');
      },
    };
    await expect(get('yealink.xml')).rejects.toThrow();
    current = phoneBook(difficultContacts);
  });

  test('a Snom fetches with POST and a Polycom sends its file back', async () => {
    expect(
      (await get('snom.xml', { 'content-type': 'application/x-www-form-urlencoded' }, 'POST')).statusCode,
    ).toBe(200);
    const put = await app.inject({
      method: 'PUT',
      url: `/p/${device.token}/polycom/0004f2abcdef-directory.xml`,
      headers: { 'content-type': 'text/xml' },
      payload: '<directory/>',
    });
    expect(put.statusCode).toBe(204);
    expect((await get('polycom/other.xml')).statusCode).toBe(404);
  });

  test('while the directory cannot be read, a browser shows it and a download says 503, both without a book', async () => {
    const away = async () => {
      throw new DirectoryError('database-unavailable');
    };
    current = { ...phoneBook([]), search: away, revision: away, lookup: away };
    const list = await get('cisco/list');
    expect(list.statusCode).toBe(200);
    expect(list.body).toContain('CiscoIPPhoneText');
    const book = await get('yealink.xml');
    expect([book.statusCode, book.body, book.headers['retry-after']]).toEqual([503, '', '5']);
    const lookup = await get('lookup?number=2001');
    expect([lookup.statusCode, lookup.body]).toEqual([503, '']);
    current = phoneBook(difficultContacts);
  });

  test('speaks the language of the phone', async () => {
    expect((await get('cisco', { 'accept-language': 'de' })).body).toContain('Telefonbuch');
    expect((await get('cisco/list?q=nobody', { 'accept-language': 'hr' })).body).toContain('Nema unosa');
  });
});

describe('Gigaset', () => {
  test('names a caller, with the number as the phone wrote it', async () => {
    const answer = await get(
      'gigaset?command=get%5flist&type=pb&fn=%2a&ln=%2a&ct=%2a&st=%2a&hm=00447700900001&nr=%2a&mb=%2a&reqsrc=auto&first=1&count=1&limit=2048',
    );
    expect(answer.body).toContain(
      'total="1" first="1" last="1"><entry id="1"><ln>Archer</ln><fn>Ada</fn><hm>00447700900001</hm></entry>',
    );
    const nobody = await get('gigaset?command=get_list&hm=0999999999&ln=*&reqsrc=auto&first=1&count=1');
    expect(nobody.body).toContain('<list response="get_list" type="pb" notfound="hm" total="0"/>');
  });

  test('searches and pages by entries, and keeps to the bytes that the handset takes', async () => {
    expect((await get('gigaset?set_first=arch*&first=2&count=2')).body).toContain(
      'total="5" first="2" last="3"',
    );
    // Nobody has a town here: somebody who asks for one does not want everybody.
    expect((await get('gigaset?ln=*&fn=*&ct=Atlantis*&hm=*')).body).toContain('total="0"');
    const short = (await get('gigaset?first=1&count=20&limit=400')).body;
    expect(Buffer.byteLength(short)).toBeLessThanOrEqual(400);
    expect(short).toMatch(/total="13" first="1" last="[1-4]"/);
  });
});

describe('caller lookup', () => {
  test.each([
    ['number=2001', 'Ada Archer'],
    ['number=%2B447700900001', 'Ada Archer'],
    ['number=+447700900001', 'Ada Archer'],
    ['number=%20447700900001', 'Ada Archer'],
    ['number=sip:%2B447700900001@host', 'Ada Archer'],
    ['number=%22Some%22%20<%2B447700900001>', 'Ada Archer'],
    ['number=%2B493023125456', 'Müller & Söhne Support'],
    ['number=%2B493023125456&safe=0', 'Müller & Söhne <Support>'],
    ['number=%2B493023125456&max=8', 'Müller &'],
    ['number=%2B4915123456789', "Zoë O'Neill Zed"],
    ['number=0999999999', ''],
    ['number=', ''],
    ['', ''],
    ['number=0999999999&fallback=Carrier%20Name%0D%0A', 'Carrier Name'],
    ['number=0999999999&fallback=%22Odd%22%20(x)', '"Odd" (x)'],
    ['number=0999999999&fallback=Long%20Name&max=2', 'Long Name'],
  ])('%s → %s', async (query, name) => {
    const answer = await get(`lookup?${query}`);
    expect([answer.statusCode, answer.body]).toEqual([200, name]);
    expect(answer.headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  test('the number may stand in the path', async () => {
    expect((await get('lookup/%2B447700900001')).body).toBe('Ada Archer');
  });

  test('JSON and 3CX', async () => {
    expect((await get('lookup?number=2001&format=json')).json()).toMatchObject({
      match: { displayName: 'Ada Archer', company: 'Example Ltd' },
    });
    expect((await get('lookup?number=99&format=json')).json()).toEqual({ match: null });
    expect((await get('lookup?number=99&format=3cx')).json()).toEqual({ contacts: [] });
    expect((await get('lookup?number=2001&format=3cx')).json()).toEqual({
      contacts: [
        {
          id: difficultContacts[0]!.id,
          firstName: 'Ada',
          lastName: 'Archer',
          company: 'Example Ltd',
          email: 'ada@example.test',
          phoneBusiness: '2001',
          phoneBusiness2: '+442079460001',
          phoneMobile: '+447700900001',
          phoneMobile2: '+447700900002',
          phoneHome: '03023125001',
        },
      ],
    });
    const template = await get('3cx-template.xml');
    XmlDocument.fromString(template.body).dispose();
    expect(template.body).toContain(`Default="http://pbx.example:8080/p/${device.token}"`);
    expect(template.headers['content-disposition']).toContain('attachment');
  });
});
