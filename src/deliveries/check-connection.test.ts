import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createServer } from 'node:tls';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { difficultContacts, phoneBook, testDevice } from '../../test/phone-book.ts';
import { type CheckedDoors, checkConnection } from './check-connection.ts';
import { servedCertificates } from './served-certificates.ts';

let folder: string;
let secure: ReturnType<typeof createServer>;
let plain: ReturnType<typeof createHttpServer>;
const listening = (server: {
  listen(port: number, host: string, done: () => void): unknown;
  address(): unknown;
}) =>
  new Promise<number>((resolve) =>
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)),
  );
let tlsPort: number;
let httpPort: number;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'switchbook-certificate-'));
  const key = path.join(folder, 'key.pem');
  const cert = path.join(folder, 'cert.pem');
  execFileSync(
    'openssl',
    [
      ...[
        'req',
        '-x509',
        '-newkey',
        'rsa:2048',
        '-nodes',
        '-days',
        '30',
        '-subj',
        '/O=Example/CN=pbx.example',
      ],
      ...['-addext', 'subjectAltName=DNS:localhost,DNS:*.pbx.example', '-keyout', key, '-out', cert],
    ],
    { stdio: 'ignore' },
  );
  secure = createServer({ key: readFileSync(key), cert: readFileSync(cert) });
  tlsPort = await listening(secure);
  plain = createHttpServer((request, response) =>
    response.writeHead(request.url === '/healthz' ? 200 : 404).end(),
  );
  httpPort = await listening(plain);
});
afterAll(() => {
  secure.close();
  plain.close();
  rmSync(folder, { recursive: true, force: true });
});

const doors = (more: Partial<CheckedDoors> = {}): CheckedDoors => ({
  origin: `http://localhost:${httpPort}`,
  localHost: '127.0.0.1',
  ldapPort: null,
  ldapsPort: null,
  httpsPort: tlsPort,
  hasCertificate: true,
  now: () => new Date(),
  ...more,
});
const report = async (more: Partial<CheckedDoors> = {}, q = '') =>
  checkConnection(phoneBook(difficultContacts), testDevice(), q, doors(more));
const checkOf = async (name: string, more: Partial<CheckedDoors> = {}) =>
  (await report(more)).checks.find((check) => check.name === name)!;

test('shows the certificate that a port serves', async () => {
  const [own] = await servedCertificates('127.0.0.1', tlsPort);
  expect(own).toMatchObject({
    subject: 'CN=pbx.example, O=Example',
    issuer: 'CN=pbx.example, O=Example',
    names: ['localhost', '*.pbx.example'],
  });
  expect(own!.fingerprint).toMatch(/^(?:[0-9A-F]{2}:){31}[0-9A-F]{2}$/);
});

test('all is well', async () => {
  const { checks, search } = await report({}, 'archer');
  expect(checks.map(({ name, ok }) => [name, ok])).toEqual([
    ['Address of the documents', true],
    ['LDAP', null],
    ['Certificate', true],
    ['Search', true],
  ]);
  expect(search).toEqual({ total: 1, contacts: [{ displayName: 'Ada Archer', number: '2001' }] });
});

test('says what is wrong with a certificate', async () => {
  const name = 'Certificate';
  expect(await checkOf(name, { now: () => new Date(Date.now() + 40 * 86_400_000) })).toMatchObject({
    ok: false,
  });
  expect((await checkOf(name, { now: () => new Date(0) })).message).toContain('from');
  expect((await checkOf(name, { origin: `http://127.0.0.1:${httpPort}` })).message).toContain(
    'not for 127.0.0.1',
  );
  expect((await checkOf(name, { httpsPort: httpPort })).message).toContain('none was served');
  expect(await checkOf(name, { hasCertificate: false, httpsPort: null })).toMatchObject({ ok: null });
});

test('says what is wrong with the ways in', async () => {
  expect(await checkOf('Address of the documents', { origin: `http://127.0.0.1:${tlsPort}` })).toMatchObject({
    ok: false,
  });
  expect(await checkOf('LDAP', { ldapPort: httpPort })).toMatchObject({ ok: false });
  const { checks } = await report({}, 'nobody at all');
  expect(checks.at(-1)?.message).toContain('Nobody is found');
});
