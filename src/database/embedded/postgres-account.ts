import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chownSync, cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { PostgresBinaries } from './binaries.ts';

// PostgreSQL refuses to run as root. As root we lend it an account that the system has, and see to it that this
// account reaches the programs and the data even when the project lies in a folder that only root may enter.

export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** The account that PostgreSQL runs as, or null when we are not root and it runs as ourselves. */
export function postgresAccount(): Account | null {
  if (process.getuid?.() !== 0) return null;
  const accounts = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  for (const name of ['postgres', 'nobody']) {
    const entry = accounts.find((fields) => fields[0] === name);
    if (entry) return { uid: Number(entry[2]), gid: Number(entry[3]) };
  }
  throw new Error(
    'PostgreSQL must not run as root, and this system has neither a "postgres" nor a "nobody" account. ' +
      'Start Switchbook as an ordinary user, or set SWITCHBOOK_DATABASE_URL.',
  );
}

const sharedRoot = '/var/lib/switchbook';

/** Where the database's files go: in the data folder, or where the account can reach them (see docs/running.md). */
export function reachableDataFolder(wanted: string, account: Account | null): string {
  if (!account) return wanted;
  mkdirSync(path.dirname(wanted), { recursive: true });
  if (existsSync(wanted) ? mayEnter(wanted, account) : mayEnter(path.dirname(wanted), account)) return wanted;
  const key = createHash('sha256').update(path.resolve(wanted)).digest('hex').slice(0, 16);
  mkdirSync(path.join(sharedRoot, key), { recursive: true, mode: 0o755 });
  return path.join(sharedRoot, key, path.basename(wanted));
}

/** The programs, copied to where the account can run them when they lie out of its reach. */
export function reachableBinaries(binaries: PostgresBinaries, account: Account | null): PostgresBinaries {
  if (!account || mayEnter(binaries.root, account)) return binaries;
  const version = spawnSync(binaries.postgres, ['--version'], { encoding: 'utf8' })
    .stdout.trim()
    .split(' ')
    .pop();
  const root = path.join(sharedRoot, `postgresql-${version}`);
  if (!existsSync(root)) {
    mkdirSync(sharedRoot, { recursive: true, mode: 0o755 });
    const partial = `${root}.${process.pid}`;
    cpSync(binaries.root, partial, { recursive: true, verbatimSymlinks: true });
    try {
      renameSync(partial, root);
    } catch {
      // Another process was faster: its copy is as good.
      rmSync(partial, { recursive: true, force: true });
    }
  }
  return {
    root,
    postgres: path.join(root, 'bin', path.basename(binaries.postgres)),
    initdb: path.join(root, 'bin', path.basename(binaries.initdb)),
  };
}

export function giveTo(account: Account | null, folder: string): void {
  if (account) chownSync(folder, account.uid, account.gid);
}

function mayEnter(folder: string, account: Account): boolean {
  const test = spawnSync('test', ['-x', folder], { ...account, cwd: '/', stdio: 'ignore' });
  return test.status === 0;
}
