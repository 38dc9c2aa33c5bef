import { spawn } from 'node:child_process';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTestDatabase } from '../test/database.ts';
import { system } from './access/audit.ts';
import { createSecrets, WrongSecretKey } from './access/secrets.ts';
import { createTenant } from './access/tenants.ts';
import { checkInstallation } from './check-installation.ts';
import { createSource } from './directory/sources/save-source.ts';
import { listStoredSources } from './directory/sources/stored-source.ts';

// One database, one secret key: the one that came first.

let database: Awaited<ReturnType<typeof createTestDatabase>>;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(() => database.drop());

const first = createSecrets('the key of the first server');
const second = createSecrets('the key of the second one');

test('the key of the first start is the database’s from then on, with no source yet', async () => {
  await checkInstallation(database, first, 'US');
  await expect(checkInstallation(database, second, 'US')).rejects.toThrow(WrongSecretKey);
  await expect(checkInstallation(database, second, 'US')).rejects.toThrow(/SWITCHBOOK_SECRET_KEY/);
  await checkInstallation(database, first, 'BA');
});

test('of two servers with different keys that start at the same moment one starts', async () => {
  const started = await Promise.allSettled(
    [first, second].map((key) => checkInstallation(database, key, 'US')),
  );
  expect(started.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
});

test('a second server with another key ends with 1 and says what to set', async () => {
  await checkInstallation(database, first, 'US');
  const refused = await run('main.ts', []);
  expect(refused.code).toBe(1);
  expect(refused.err).toMatch(/^This database was made with another secret key.*SWITCHBOOK_SECRET_KEY.*\n$/);
});

test('a key that is truly lost is forgotten on demand: the next start’s is taken, and no source is lost', async () => {
  await checkInstallation(database, first, 'US');
  const tenantId = await createTenant(database.db, 'Ours');
  const settings = { url: 'https://crm.test', clientSecret: 'very secret' };
  await createSource(database.db, first, tenantId, system, {
    ...{ kind: 'custom', name: 'CRM', enabled: false, intervalHours: 24 },
    ...{ settings, secretNames: ['clientSecret'] },
  });

  const forgotten = await run('cli.ts', ['secret-key', 'forget']);
  expect(forgotten).toMatchObject({ code: 0, out: '' });
  expect(forgotten.err).toContain('1 source');

  await checkInstallation(database, second, 'US');
  expect(await listStoredSources(database.db, second, tenantId)).toMatchObject([
    { name: 'CRM', secretNames: [], isUnreadable: true, wholeSettings: { url: 'https://crm.test' } },
  ]);
  // The old key, found after all, is told so too.
  await expect(checkInstallation(database, first, 'US')).rejects.toThrow(WrongSecretKey);
});

function run(program: string, args: readonly string[]) {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, program), ...args], {
    env: {
      PATH: process.env.PATH ?? '',
      SWITCHBOOK_DATABASE_URL: database.url,
      SWITCHBOOK_SECRET_KEY: 'the key of the second one',
      SWITCHBOOK_HOST: '127.0.0.1',
      SWITCHBOOK_PORT: '0',
      SWITCHBOOK_LDAP_PORT: 'off',
    },
  });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    err += chunk;
  });
  return new Promise<{ code: number | null; out: string; err: string }>((resolve) =>
    child.on('close', (code) => resolve({ code, out, err })),
  );
}
