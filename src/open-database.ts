import type { Config } from './config.ts';
import { type Connection, connect } from './database/connect.ts';
import { openEmbeddedPostgres } from './database/embedded/embedded-postgres.ts';
import { migrate } from './database/migrate.ts';
import { takeServerLock } from './server-lock.ts';

/** Another server runs on this data folder. */
export class AlreadyRunning extends Error {
  override readonly name = 'AlreadyRunning';
}

export interface OpenDatabase extends Connection {
  /** Closes the connections, and stops the embedded server when nobody else needs it. */
  shutDown(): Promise<void>;
}

/** Opens the embedded database or your own, and migrates it. A server takes the lock; a command works beside one. */
export async function openDatabase(
  config: Config,
  { as, onError }: { as: 'server' | 'command'; onError?: (error: Error) => void },
): Promise<OpenDatabase> {
  if (config.databaseUrl !== undefined) {
    const connection = connect(config.databaseUrl, { onError });
    await migrate(connection.pool);
    return { ...connection, shutDown: connection.close };
  }
  const postgres = await openEmbeddedPostgres(config.dataDir);
  const lock = as === 'server' ? await takeServerLock(postgres.url) : null;
  if (as === 'server' && !lock) {
    throw new AlreadyRunning(
      `Switchbook is running on ${config.dataDir} already. Use that one, stop it first, or set another SWITCHBOOK_DATA_DIR.`,
    );
  }
  const connection = connect(postgres.url, { onError });
  const shutDown = async () => {
    await connection.close();
    await lock?.release();
    if (as === 'server') return postgres.stop();
    // A command may have started PostgreSQL itself; it stops it unless a server works with it.
    const free = await takeServerLock(postgres.url);
    if (!free) return;
    await free.release();
    await postgres.stop();
  };
  try {
    await migrate(connection.pool);
  } catch (error) {
    await shutDown();
    throw error;
  }
  return { ...connection, shutDown };
}
