import { existsSync } from 'node:fs';
import path from 'node:path';
import { readSecretFile } from '../read-secret-file.ts';
import { findBinaries } from './binaries.ts';
import { ensureCluster } from './ensure-cluster.ts';
import { type KeepRunning, keepRunning } from './keep-running.ts';
import { postgresAccount, reachableBinaries, reachableDataFolder } from './postgres-account.ts';
import { type PostgresPlace, urlOf } from './postgres-place.ts';
import { type Postmaster, readPostmaster } from './postmaster-file.ts';
import { refused, startPostmaster } from './start-postmaster.ts';
import { stopPostmaster } from './stop-postmaster.ts';
import { Refused, waitUntilReady } from './wait-until-ready.ts';

// A real PostgreSQL of our own in the data folder: on loopback only, with a generated password. A server that a
// crash left behind is taken over.

export interface EmbeddedPostgres {
  readonly url: string;
  /** From now on it is started again, at the same address, whenever it dies. */
  keepRunning(on: KeepRunning): void;
  /** Ends the server in order (fast shutdown), waiting at most eight seconds. */
  stop(): Promise<void>;
}

/**
 * Starts, or takes over, the PostgreSQL of a data folder. Errors say what to do. Aborted, it stops what it started and
 * ends with the signal's reason.
 */
export async function openEmbeddedPostgres(
  dataDir: string,
  { signal }: { signal?: AbortSignal | undefined } = {},
): Promise<EmbeddedPostgres> {
  const account = postgresAccount();
  const folder = reachableDataFolder(path.resolve(dataDir, 'postgres'), account);
  const passwordFile = path.resolve(dataDir, 'postgres.password');
  const place: PostgresPlace = {
    account,
    binaries: reachableBinaries(await findBinaries(), account),
    folder,
    passwordFile,
    password: readSecretFile(passwordFile, { isNew: !existsSync(path.join(folder, 'PG_VERSION')) }),
    logFile: path.resolve(dataDir, 'postgres.log'),
  };
  await ensureCluster(place, signal);

  const left = readPostmaster(folder);
  const port = left ? await takeOver(place, left, signal) : await startPostmaster(place, { signal });
  let keeper: { stop(): Promise<void> } | null = null;
  return {
    url: urlOf(place, port),
    keepRunning: (on) => {
      keeper ??= keepRunning(place, port, on);
    },
    stop: async () => {
      await keeper?.stop();
      await stopPostmaster(folder);
    },
  };
}

async function takeOver(place: PostgresPlace, left: Postmaster, signal?: AbortSignal): Promise<number> {
  const check = () => {
    if (!readPostmaster(place.folder)) throw new Error('it ended');
  };
  try {
    await waitUntilReady(urlOf(place, left.port), { check, signal });
    return left.port;
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof Refused) throw refused(place, error);
    // It was about to end when we came.
    if (!readPostmaster(place.folder)) return startPostmaster(place, { signal });
    throw new Error(
      `A PostgreSQL runs on ${place.folder} already (process ${left.pid}) and does not answer on port ${left.port}. ` +
        'End that process, or delete postmaster.pid there when it is another program, and start again.',
      { cause: error },
    );
  }
}
