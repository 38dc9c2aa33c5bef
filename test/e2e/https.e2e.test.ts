import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { connect } from 'node:tls';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startProduct } from './browser.ts';

// HTTPS beside HTTP, with a certificate that is renewed while phones use it.

const fixtures = path.resolve(import.meta.dirname, '../fixtures/tls');
const folder = mkdtempSync(path.join(tmpdir(), 'https-'));
const use = (name: string) => {
  copyFileSync(path.join(fixtures, `${name}.pem`), path.join(folder, 'cert.pem'));
  copyFileSync(path.join(fixtures, `${name}.key`), path.join(folder, 'key.pem'));
};
let product: Awaited<ReturnType<typeof startProduct>>;
let port: number;
beforeAll(async () => {
  use('server');
  port = await freePort();
  product = await startProduct({
    SWITCHBOOK_TLS_CERT: path.join(folder, 'cert.pem'),
    SWITCHBOOK_TLS_KEY: path.join(folder, 'key.pem'),
    SWITCHBOOK_HTTPS_PORT: String(port),
    SWITCHBOOK_LDAPS_PORT: 'off',
  });
});
afterAll(async () => {
  await product.stop();
  rmSync(folder, { recursive: true });
});

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port: free } = server.address() as { port: number };
      server.close(() => resolve(free));
    });
  });
}

/** The certificate that a new connection gets. */
function served(): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port, rejectUnauthorized: false }, () => {
      resolve(socket.getPeerCertificate().fingerprint256);
      socket.destroy();
    }).once('error', reject);
  });
}

test('a renewed certificate is served to the next connection, without a restart', async () => {
  const before = await served();
  use('other-name');
  await expect.poll(served, { timeout: 15_000, interval: 500 }).not.toBe(before);
});
