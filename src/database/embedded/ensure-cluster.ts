import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { giveTo } from './postgres-account.ts';
import { type PostgresPlace, postgresUser } from './postgres-place.ts';

/** Makes the database's files where there are none. Aborted, it leaves nothing behind. */
export async function ensureCluster(place: PostgresPlace, signal?: AbortSignal): Promise<void> {
  if (existsSync(path.join(place.folder, 'PG_VERSION'))) checkVersion(place);
  else await createCluster(place, signal);
}

function checkVersion({ folder, binaries }: PostgresPlace): void {
  const made = readFileSync(path.join(folder, 'PG_VERSION'), 'utf8').trim();
  const have = spawnSync(binaries.postgres, ['--version'], { encoding: 'utf8' }).stdout.match(/(\d+)\./)?.[1];
  if (made !== have) {
    throw new Error(
      `The database in ${folder} was made by PostgreSQL ${made}, and this Switchbook brings ${have}. ` +
        'Start the version of Switchbook that made it, `export` there, and `import` here. Nothing was changed.',
    );
  }
}

async function createCluster(place: PostgresPlace, signal?: AbortSignal): Promise<void> {
  const { folder, password, account } = place;
  // Made beside and renamed when whole, so that a crash in the middle leaves nothing that looks like a database.
  const partial = `${folder}.new`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true, mode: 0o700 });
  giveTo(account, partial);
  // A file, not a pipe: another account cannot open our standard input.
  const passwordFile = `${partial}.password`;
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  giveTo(account, passwordFile);
  const made = await initialise(place, partial, passwordFile, signal);
  rmSync(passwordFile, { force: true });
  if (made.code !== 0 || signal?.aborted) {
    rmSync(partial, { recursive: true, force: true, maxRetries: 5 });
    signal?.throwIfAborted();
    if (/No space left/.test(made.output)) {
      throw new Error(
        `The disk that holds ${folder} is full. Free some space and start again. Nothing was lost.`,
      );
    }
    throw new Error(`The database in ${folder} could not be created:\n${made.output.trim()}`);
  }
  renameSync(partial, folder);
}

function initialise(
  { binaries, account }: PostgresPlace,
  partial: string,
  passwordFile: string,
  signal?: AbortSignal,
): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve) => {
    const args = ['-D', partial, '-U', postgresUser, '--auth=scram-sha-256', `--pwfile=${passwordFile}`];
    // Detached: Ctrl-C in a terminal must reach us first, and what initdb starts itself ends with it.
    const child = spawn(binaries.initdb, [...args, '--encoding=UTF8', '--locale=C', '--no-instructions'], {
      ...account,
      cwd: '/',
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: process.env.PATH ?? '', LC_ALL: 'C' },
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (chunk: string) => {
        output += chunk;
      });
    const abort = () => {
      if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGTERM');
    };
    signal?.addEventListener('abort', abort, { once: true });
    const end = (code: number | null) => {
      signal?.removeEventListener('abort', abort);
      resolve({ code, output });
    };
    child.once('error', (error) => {
      output += `\n${error.message}`;
      end(null);
    });
    child.once('close', end);
    if (signal?.aborted) abort();
  });
}
