import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { availableParallelism, totalmem } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { readSecretFile } from '../read-secret-file.ts';
import { findBinaries, type PostgresBinaries } from './binaries.ts';
import {
  type Account,
  giveTo,
  postgresAccount,
  reachableBinaries,
  reachableDataFolder,
} from './postgres-account.ts';
import { readPostmaster } from './postmaster-file.ts';

// A real PostgreSQL of our own in the data folder: on loopback only, with a generated password. A server that a
// crash left behind is taken over; one that dies while we run is reported, not restarted behind anybody's back.

export interface EmbeddedPostgres {
  readonly url: string;
  /** Ends the server in order (fast shutdown), waiting at most eight seconds. */
  stop(): Promise<void>;
}

const user = 'switchbook';
const startTimeoutMs = 60_000;
const stopTimeoutMs = 8_000;

/** Starts, or takes over, the PostgreSQL of a data folder. Errors say what to do. */
export async function openEmbeddedPostgres(dataDir: string): Promise<EmbeddedPostgres> {
  const account = postgresAccount();
  const binaries = reachableBinaries(await findBinaries(), account);
  const folder = reachableDataFolder(path.resolve(dataDir, 'postgres'), account);
  const exists = existsSync(path.join(folder, 'PG_VERSION'));
  const password = readSecretFile(path.resolve(dataDir, 'postgres.password'), { isNew: !exists });
  if (exists) checkVersion(folder, binaries);
  else createCluster(binaries, folder, password, account);

  const left = readPostmaster(folder);
  if (left) {
    const url = urlFor(left.port, password);
    await waitUntilReady(url, null);
    return { url, stop: () => stopPostmaster(folder) };
  }
  return start(binaries, folder, password, account, path.resolve(dataDir, 'postgres.log'));
}

function checkVersion(folder: string, binaries: PostgresBinaries): void {
  const made = readFileSync(path.join(folder, 'PG_VERSION'), 'utf8').trim();
  const have = spawnSync(binaries.postgres, ['--version'], { encoding: 'utf8' }).stdout.match(/(\d+)\./)?.[1];
  if (made !== have) {
    throw new Error(
      `The database in ${folder} was made by PostgreSQL ${made}, and this Switchbook brings ${have}. ` +
        'Start the version of Switchbook that made it, `export` there, and `import` here. Nothing was changed.',
    );
  }
}

function createCluster(
  binaries: PostgresBinaries,
  folder: string,
  password: string,
  account: Account | null,
): void {
  // Made beside and renamed when whole, so that a crash in the middle leaves nothing that looks like a database.
  const partial = `${folder}.new`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true, mode: 0o700 });
  giveTo(account, partial);
  // A file, not a pipe: another account cannot open our standard input.
  const passwordFile = `${partial}.password`;
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  giveTo(account, passwordFile);
  const args = ['-D', partial, '-U', user, '--auth=scram-sha-256', `--pwfile=${passwordFile}`];
  const made = spawnSync(binaries.initdb, [...args, '--encoding=UTF8', '--locale=C', '--no-instructions'], {
    ...account,
    cwd: '/',
    encoding: 'utf8',
    env: { PATH: process.env.PATH ?? '', LC_ALL: 'C' },
  });
  rmSync(passwordFile, { force: true });
  if (made.status !== 0) {
    const output = `${made.stdout}\n${made.stderr}\n${made.error?.message ?? ''}`;
    rmSync(partial, { recursive: true, force: true });
    if (/No space left/.test(output)) {
      throw new Error(
        `The disk that holds ${folder} is full. Free some space and start again. Nothing was lost.`,
      );
    }
    throw new Error(`The database in ${folder} could not be created:\n${output.trim()}`);
  }
  renameSync(partial, folder);
}

async function start(
  binaries: PostgresBinaries,
  folder: string,
  password: string,
  account: Account | null,
  logFile: string,
): Promise<EmbeddedPostgres> {
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    const log = openSync(logFile, 'a', 0o600);
    // Detached: Ctrl-C in a terminal must reach us first, so that we stop in order.
    const child = spawn(binaries.postgres, ['-D', folder, ...serverSettings(port)], {
      ...account,
      cwd: '/',
      detached: true,
      stdio: ['ignore', log, log],
      env: { PATH: process.env.PATH ?? '', LC_ALL: 'C' },
    });
    closeSync(log);
    child.unref();
    const url = urlFor(port, password);
    try {
      await waitUntilReady(url, child);
      return { url, stop: () => stopPostmaster(folder) };
    } catch (error) {
      // Somebody may have taken the port between our look and PostgreSQL's.
      if (attempt < 3 && child.exitCode !== null) continue;
      throw new Error(`PostgreSQL did not start; ${logFile} says why:\n${tail(logFile)}`, { cause: error });
    }
  }
}

function serverSettings(port: number): string[] {
  const memory = Math.floor(totalmem() / 2 ** 20);
  const buffers = Math.max(128, Math.min(1024, Math.floor(memory / 16)));
  const settings: Record<string, string | number> = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    max_connections: 100,
    shared_buffers: `${buffers}MB`,
    effective_cache_size: `${Math.max(256, Math.floor(memory / 3))}MB`,
    work_mem: '16MB',
    maintenance_work_mem: '128MB',
    max_wal_size: '4GB',
    checkpoint_timeout: '15min',
    wal_compression: 'on',
    // Directory queries are short: compiling them costs more than it saves.
    jit: 'off',
    random_page_cost: 1.1,
    max_parallel_workers_per_gather: availableParallelism() > 2 ? 2 : 0,
    log_min_messages: 'warning',
    log_min_error_statement: 'panic',
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

const urlFor = (port: number, password: string) =>
  `postgres://${user}:${password}@127.0.0.1:${port}/postgres`;

async function waitUntilReady(url: string, child: ChildProcess | null): Promise<void> {
  const end = Date.now() + startTimeoutMs;
  for (;;) {
    if (child?.exitCode != null) throw new Error(`postgres ended with code ${child.exitCode}`);
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
    client.on('error', () => {});
    try {
      await client.connect();
      await client.query('select 1');
      await client.end();
      return;
    } catch (error) {
      await client.end().catch(() => {});
      if (Date.now() > end) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function stopPostmaster(folder: string): Promise<void> {
  const running = readPostmaster(folder);
  if (!running) return;
  // SIGINT is PostgreSQL's fast shutdown: open transactions are rolled back, everything committed is kept.
  process.kill(running.pid, 'SIGINT');
  const end = Date.now() + stopTimeoutMs;
  while (readPostmaster(folder) && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 20));
  const late = readPostmaster(folder);
  if (late) process.kill(late.pid, 'SIGQUIT');
}

function tail(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim().split('\n').slice(-8).join('\n');
  } catch {
    return '(no log)';
  }
}
