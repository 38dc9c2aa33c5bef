import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase } from '../../test/database.ts';
import { fixtureContact, publishFixture } from '../../test/publish-fixture.ts';
import { findApiKey } from '../access/api-keys.ts';
import { createTenant } from '../access/tenants.ts';
import { listContacts } from '../directory/search/list-contacts.ts';

// The commands as somebody types them, in processes of their own.

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let other: Awaited<ReturnType<typeof createTestDatabase>>;
const folder = mkdtempSync(path.join(tmpdir(), 'switchbook-cli-'));
beforeAll(async () => {
  database = await createTestDatabase();
  other = await createTestDatabase();
});
afterAll(async () => {
  await database.drop();
  await other.drop();
  rmSync(folder, { recursive: true, force: true });
});

function run(args: readonly string[], settings: Record<string, string> = {}) {
  const child = spawn(process.execPath, [path.resolve(import.meta.dirname, '..', 'cli.ts'), ...args], {
    env: {
      PATH: process.env.PATH ?? '',
      SWITCHBOOK_DATABASE_URL: database.url,
      SWITCHBOOK_SECRET_KEY: 'a secret key for tests only',
      SWITCHBOOK_DATA_DIR: folder,
      ...settings,
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
    child.on('close', (code) => resolve({ code, out: out.trim(), err: err.trim() })),
  );
}

test('tenants, people and keys are made from the command line, which prints only what was asked for', async () => {
  expect((await run(['tenant', 'create', 'Acme'])).code).toBe(0);
  expect((await run(['tenant', 'create', 'Eos'])).code).toBe(0);
  const twice = await run(['tenant', 'create', 'acme']);
  expect(twice).toMatchObject({ code: 1, out: '' });
  expect(twice.err).toContain('already');

  const key = await run(['api-key', 'create', '--role', 'agent', '--name', 'PBX', '--tenant', 'Acme']);
  expect(await findApiKey(database.db, key.out, new Date())).toMatchObject({
    role: 'agent',
    tenantName: 'Acme',
  });
  const unclear = await run(['api-key', 'create', '--role', 'agent', '--name', 'PBX']);
  expect(unclear).toMatchObject({ code: 1, out: '' });
  expect(unclear.err).toContain('--tenant');

  const person = await run([
    'user',
    'create',
    '--email',
    'ada@example.com',
    '--role',
    'user',
    '--tenant',
    'Acme',
  ]);
  expect(person.out).toMatch(/^\S{20}$/);
});

test('what is typed wrong ends with 2 and says how', async () => {
  for (const args of [
    [],
    ['nonsense'],
    ['tenant', 'create'],
    ['user', 'create', '--email', 'x'],
    ['api-key', 'create', '--role', 'boss', '--name', 'x'],
  ]) {
    const wrong = await run(args);
    expect(wrong).toMatchObject({ code: 2, out: '' });
    expect(wrong.err).not.toBe('');
  }
  expect(await run(['tenant', 'create', 'X'], { SWITCHBOOK_NONSENSE: '1' })).toMatchObject({ code: 2 });
  expect(await run(['tenant', 'create', 'X'], { SWITCHBOOK_PORT: '99999' })).toMatchObject({ code: 2 });
});

test('everything is exported into one file and imported into an empty installation, once', async () => {
  const file = path.join(folder, 'everything.gz');
  const tenantId = await createTenant(database.db, 'Many');
  const contacts = Array.from({ length: 80 }, (_, index) => fixtureContact({ firstName: `Person ${index}` }));
  await publishFixture(database.db, tenantId, contacts);
  expect((await run(['export', file])).code).toBe(0);
  const into = { SWITCHBOOK_DATABASE_URL: other.url };
  expect((await run(['import', file], into)).code).toBe(0);
  const names = await other.db.selectFrom('tenant').select('name').orderBy('name').execute();
  expect(names.map(({ name }) => name)).toEqual(['Acme', 'Eos', 'Many']);
  // Where contacts stand in the search index is of the one database only.
  const found = await listContacts(other.db, { tenantId, personId: null }, { q: 'person 79', limit: 5 });
  expect(found.items.map(({ id }) => id)).toEqual([contacts[79]!.id]);
  expect((await run(['import', file], into)).code).toBe(1);
});
