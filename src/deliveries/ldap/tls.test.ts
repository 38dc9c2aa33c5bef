import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import tls, { connect } from 'node:tls';
import { Client } from 'ldapts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { binds, requests } from '../../../test/golden/ldap-messages.ts';
import { startTestLdap } from '../../../test/ldap-server.ts';

let folder: string;
let server: Awaited<ReturnType<typeof startTestLdap>>;
const fixture = (name: string) => path.resolve(import.meta.dirname, '../../../test/fixtures/tls', name);
const use = (name: string) => {
  cpSync(fixture(`${name}.pem`), path.join(folder, 'cert.pem'));
  cpSync(fixture(`${name}.key`), path.join(folder, 'key.pem'));
};

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'switchbook-tls-'));
  use('server');
  server = await startTestLdap([['Ada', 'Archer', { work: '1001' }]], {
    tls: {
      certFile: path.join(folder, 'cert.pem'),
      keyFile: path.join(folder, 'key.pem'),
      port: 0,
      checkEveryMs: 50,
    },
    limits: { stalledMs: 300 },
  });
});
afterEach(async () => {
  await server.stop();
  rmSync(folder, { recursive: true });
});

async function firstSearch(client: Client): Promise<unknown> {
  await client.bind('admin', 'secret');
  const { searchEntries } = await client.search('dc=directory', { filter: '(cn=ada*)', attributes: ['cn'] });
  await client.unbind();
  return searchEntries[0]?.cn;
}

test('LDAPS and StartTLS answer as plain LDAP does', async () => {
  const tlsOptions = { rejectUnauthorized: false };
  const secure = new Client({ url: `ldaps://127.0.0.1:${server.tlsPort}`, tlsOptions });
  expect(await firstSearch(secure)).toBe('Ada Archer');
  const started = new Client({ url: `ldap://127.0.0.1:${server.port}` });
  await started.startTLS(tlsOptions);
  expect(await firstSearch(started)).toBe('Ada Archer');
});

test('the oldest version of TLS is that of Node’s options, which an installation can set for old phones', async () => {
  const usual = tls.DEFAULT_MIN_VERSION;
  const versionOf = () =>
    new Promise((resolve) => {
      const to = { port: server.tlsPort ?? 0, host: '127.0.0.1', rejectUnauthorized: false };
      const socket = connect({ ...to, minVersion: 'TLSv1.2', maxVersion: 'TLSv1.2' }, () => {
        resolve(socket.getProtocol());
        socket.destroy();
      }).once('error', () => resolve('refused'));
    });
  expect(await versionOf()).toBe('TLSv1.2');
  tls.DEFAULT_MIN_VERSION = 'TLSv1.3';
  try {
    use('other-name');
    await expect.poll(versionOf, { timeout: 5_000 }).toBe('refused');
  } finally {
    tls.DEFAULT_MIN_VERSION = usual;
  }
});

test('what was sent in clear behind StartTLS is not taken for what comes over TLS', async () => {
  const client = server.rawClient();
  client.send(requests.startTls + (binds['a name and its password'] ?? ''));
  expect(await client.next()).toMatchObject({ tag: 0x78, code: 1 });
  client.socket.destroy();
});

test('a renewed certificate is served to the next connection, without a restart', async () => {
  const before = await servedSubject();
  use('other-name');
  await expect.poll(servedSubject, { timeout: 5_000 }).not.toBe(before);
});

test('a handshake that does not come ends the connection', async () => {
  const silent = connect({ port: server.tlsPort ?? 0, host: '127.0.0.1', rejectUnauthorized: false });
  silent.destroy();
  const client = server.rawClient();
  client.send(requests.startTls);
  expect(await client.next()).toMatchObject({ code: 0 });
  await client.closed;
});

const servedSubject = () =>
  new Promise<string>((resolve, reject) => {
    const socket = connect(
      { port: server.tlsPort ?? 0, host: '127.0.0.1', rejectUnauthorized: false },
      () => {
        resolve(socket.getPeerCertificate().fingerprint256);
        socket.destroy();
      },
    );
    socket.once('error', reject);
  });
