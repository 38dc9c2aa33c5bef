import { type ChildProcess, spawn } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { openEmbeddedPostgres } from './embedded-postgres.ts';
import { postgresAccount, reachableDataFolder } from './postgres-account.ts';
import { readPostmaster } from './postmaster-file.ts';

// The PostgreSQL that comes along, when things go wrong around it. Each test has a data folder of its own.

let dataDir: string;
let folder: string;
let children: ChildProcess[];
beforeEach(() => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'switchbook-embedded-'));
  // When the tests run as root, PostgreSQL runs as another account and must get in.
  chmodSync(dataDir, 0o755);
  folder = reachableDataFolder(path.join(dataDir, 'postgres'), postgresAccount());
  children = [];
});
afterEach(async () => {
  for (const child of children)
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
  const left = readPostmaster(folder);
  if (left) process.kill(left.pid, 'SIGQUIT');
  await expect.poll(() => readPostmaster(folder)).toBeNull();
  rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
});

async function makeCluster(): Promise<void> {
  await (await openEmbeddedPostgres(dataDir)).stop();
}

async function ask(url: string, text: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ answer: unknown }>(`select ${text} as answer`);
  await client.end();
  return rows[0]?.answer;
}

/** `npm start` on the data folder, as a process. */
function startSwitchbook() {
  const child = spawn(process.execPath, [path.resolve(import.meta.dirname, '../../main.ts')], {
    env: {
      PATH: process.env.PATH ?? '',
      SWITCHBOOK_DATA_DIR: dataDir,
      SWITCHBOOK_HOST: '127.0.0.1',
      SWITCHBOOK_PORT: '0',
      SWITCHBOOK_LDAP_PORT: 'off',
    },
  });
  children.push(child);
  const said = { out: '', err: '' };
  child.stdout.on('data', (chunk) => {
    said.out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    said.err += chunk;
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const url = async () => {
    await expect.poll(() => said.out, { timeout: 60_000 }).toContain('setup code');
    return /is ready: (\S+)/.exec(said.out)?.[1] ?? '';
  };
  return { child, said, ended, url };
}

const readiness = async (url: string) => (await fetch(`${url}/readyz`)).status;

test('a postmaster.pid whose number belongs to another database by now does not stop the start, nor that database', async () => {
  await makeCluster();
  const other = String(await ask(inject('databaseUrl'), `current_setting('data_directory')`));
  const foreign = readPostmaster(other);
  expect(foreign).not.toBeNull();
  writeFileSync(
    path.join(folder, 'postmaster.pid'),
    [foreign?.pid, folder, 1_700_000_000, 45_999, '', '127.0.0.1', ''].join('\n'),
  );
  expect(readPostmaster(folder)).toBeNull();

  const postgres = await openEmbeddedPostgres(dataDir);
  expect(await ask(postgres.url, `current_setting('data_directory')`)).toBe(folder);
  await postgres.stop();
  expect(readPostmaster(folder)).toBeNull();
  expect(readPostmaster(other)).toEqual(foreign);
});

test('a database that a crash left running is taken over', async () => {
  const first = await openEmbeddedPostgres(dataDir);
  const running = readPostmaster(folder);
  const second = await openEmbeddedPostgres(dataDir);
  expect(second.url).toBe(first.url);
  expect(readPostmaster(folder)).toEqual(running);
});

test('a password of another installation is refused at once and by name, and nothing stays behind', async () => {
  await makeCluster();
  writeFileSync(path.join(dataDir, 'postgres.password'), 'of another installation');
  await expect(openEmbeddedPostgres(dataDir)).rejects.toThrow(
    /does not take the password in .*postgres\.password.*backup/,
  );
  expect(readPostmaster(folder)).toBeNull();
});

test('a database that is killed runs again within seconds, and the server still owns its folder', async () => {
  const server = startSwitchbook();
  const url = await server.url();
  expect(await readiness(url)).toBe(200);
  const before = readPostmaster(folder);
  process.kill(before!.pid, 'SIGKILL');
  await expect.poll(() => readPostmaster(folder)?.pid ?? before!.pid).not.toBe(before!.pid);
  await expect.poll(() => readiness(url)).toBe(200);

  const second = startSwitchbook();
  expect(await second.ended).toBe(1);
  expect(second.said.err).toContain('is running on');
  expect(await readiness(url)).toBe(200);

  server.child.kill('SIGTERM');
  expect(await server.ended).toBe(0);
  expect(readPostmaster(folder)).toBeNull();
});

test('a database that cannot be started again ends the process with 1, so that its supervisor sees it', async () => {
  const server = startSwitchbook();
  await server.url();
  renameSync(path.join(folder, 'global'), path.join(folder, 'global.away'));
  process.kill(readPostmaster(folder)!.pid, 'SIGKILL');
  expect(await server.ended).toBe(1);
  expect(server.said.err).toContain('cannot be started again');
});

test('SIGTERM while the database does not answer yet ends the start with 0 and leaves nothing behind', async () => {
  await makeCluster();
  // It starts, and lets nobody in for a minute.
  appendFileSync(path.join(folder, 'postgresql.auto.conf'), 'post_auth_delay = 60\n');
  const server = startSwitchbook();
  await expect.poll(() => readPostmaster(folder)).not.toBeNull();
  await sleep(500);
  const asked = performance.now();
  server.child.kill('SIGTERM');
  expect(await server.ended).toBe(0);
  expect(performance.now() - asked).toBeLessThan(10_000);
  expect(server.said).toEqual({ out: '', err: '' });
  expect(readPostmaster(folder)).toBeNull();
});

test('SIGTERM during the very first start leaves no half-made database', async () => {
  const server = startSwitchbook();
  await expect.poll(() => existsSync(`${folder}.new`), { interval: 5 }).toBe(true);
  server.child.kill('SIGTERM');
  expect(await server.ended).toBe(0);
  expect(existsSync(`${folder}.new`)).toBe(false);
  expect(readFileSync(path.join(dataDir, 'postgres.password'), 'utf8')).not.toBe('');
  expect(readPostmaster(folder)).toBeNull();
});
