import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from './config.ts';
import { type Connection, connect } from './database/connect.ts';
import { type EmbeddedPostgres, openEmbeddedPostgres } from './database/embedded/embedded-postgres.ts';
import { migrate } from './database/migrate.ts';
import { unlessAborted } from './database/unless-aborted.ts';
import { type ServerLock, takeServerLock } from './server-lock.ts';

/** Another server runs on this data folder. */
export class AlreadyRunning extends Error {
  override readonly name = 'AlreadyRunning';
}

export interface OpenDatabase extends Connection {
  /** Closes the connections, and stops the embedded server when nobody else needs it. */
  shutDown(): Promise<void>;
}

export interface DatabaseOptions {
  /** A server takes the lock, and keeps the embedded database running; a command works beside one. */
  readonly as: 'server' | 'command';
  /** A connection broke, or the embedded database died: what works on is told so. */
  readonly onError?: ((error: Error) => void) | undefined;
  /** The embedded database died and cannot be started again, or is another server's now. */
  readonly onLost?: ((error: Error) => void) | undefined;
  /** Gives the opening up: what was started is stopped, and it ends with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/** Opens the embedded database or your own, and migrates it. */
export async function openDatabase(config: Config, options: DatabaseOptions): Promise<OpenDatabase> {
  const { as, onError, signal } = options;
  if (config.databaseUrl !== undefined) {
    const connection = connect(config.databaseUrl, { onError });
    await unlessAborted(migrate(connection.pool), signal);
    return { ...connection, shutDown: connection.close };
  }
  const postgres = await openEmbeddedPostgres(config.dataDir, { signal });
  let lock = as === 'server' ? await lockFor(config, postgres) : null;
  const connection = connect(postgres.url, { onError });
  const shutDown = async () => {
    // A statement that is under way when the start is given up ends with the database.
    const closed = connection.close().catch((error: Error) => onError?.(error));
    if (!signal?.aborted) await closed;
    await lock?.release();
    if (as === 'server') return postgres.stop();
    // A command may have started PostgreSQL itself; it stops it unless a server works with it.
    const free = await takeServerLock(postgres.url);
    if (!free) return;
    await free.release();
    await postgres.stop();
  };
  try {
    await unlessAborted(migrate(connection.pool), signal);
  } catch (error) {
    await shutDown();
    throw error;
  }
  if (as === 'server')
    postgres.keepRunning({
      onRestart: async () => {
        onError?.(new Error('PostgreSQL had died. It was started again.'));
        lock = await lockFor(config, postgres);
      },
      onLost: (error) => options.onLost?.(error),
    });
  return { ...connection, shutDown };
}

async function lockFor(config: Config, postgres: EmbeddedPostgres): Promise<ServerLock> {
  // A command that ends at this moment holds the lock for an instant, to see whether a server runs.
  for (let attempt = 1; attempt <= 5; attempt += 1) {
    const lock = await takeServerLock(postgres.url);
    if (lock) return lock;
    await sleep(100);
  }
  throw new AlreadyRunning(
    `Switchbook is running on ${config.dataDir} already. Use that one, stop it first, or set another SWITCHBOOK_DATA_DIR.`,
  );
}
