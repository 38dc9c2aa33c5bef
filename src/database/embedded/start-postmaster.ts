import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { type PostgresPlace, urlOf } from './postgres-place.ts';
import { removeForeignFile } from './postmaster-file.ts';
import { serverSettings } from './server-settings.ts';
import { Refused, waitUntilReady } from './wait-until-ready.ts';

/**
 * Starts PostgreSQL and returns its port: the given one, else any free one. What does not become ready, or is not wanted
 * any more (`signal`), is stopped again. Errors say what to do.
 */
export async function startPostmaster(
  place: PostgresPlace,
  { port: wanted, signal }: { port?: number; signal?: AbortSignal | undefined } = {},
): Promise<number> {
  for (let attempt = 1; ; attempt += 1) {
    signal?.throwIfAborted();
    const port = wanted ?? (await freePort());
    const child = launch(place, port);
    const check = () => {
      if (hasEnded(child)) throw new Error(`postgres ended with ${child.exitCode ?? child.signalCode}`);
    };
    try {
      await waitUntilReady(urlOf(place, port), { check, signal });
      return port;
    } catch (error) {
      const endedByItself = hasEnded(child);
      await end(child);
      signal?.throwIfAborted();
      if (error instanceof Refused) throw refused(place, error);
      // Somebody may have taken the port between our look and PostgreSQL's.
      if (attempt < 3 && endedByItself && wanted === undefined) continue;
      throw new Error(`PostgreSQL did not start; ${place.logFile} says why:\n${tail(place.logFile)}`, {
        cause: error,
      });
    }
  }
}

export const refused = ({ folder, passwordFile }: PostgresPlace, cause: unknown) =>
  new Error(
    `The database in ${folder} does not take the password in ${passwordFile}: they are not of the same installation. ` +
      'Put both back from one backup. Nothing was changed.',
    { cause },
  );

const hasEnded = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null;

// By its process, not by its file: it may not have written that yet.
async function end(child: ChildProcess): Promise<void> {
  for (const [signal, withinMs] of [
    ['SIGINT', 5_000],
    ['SIGQUIT', 3_000],
  ] as const) {
    if (hasEnded(child)) return;
    child.kill(signal);
    const late = Date.now() + withinMs;
    while (!hasEnded(child) && Date.now() < late) await sleep(20);
  }
}

function launch({ binaries, folder, account, logFile }: PostgresPlace, port: number) {
  removeForeignFile(folder);
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
  // Without a listener, a program that cannot be run would end the process; the exit code tells.
  child.on('error', () => {});
  return child;
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

function tail(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim().split('\n').slice(-8).join('\n');
  } catch {
    return '(no log)';
  }
}
