import pg from 'pg';

// One server a database, unless it is your own PostgreSQL: the lock is a session's, so that a crash gives it back.
const serverLock = 7_446_215_013;

export interface ServerLock {
  release(): Promise<void>;
}

/** Held while a server runs on the embedded database. `null` when another holds it. */
export async function takeServerLock(url: string): Promise<ServerLock | null> {
  const client = new pg.Client({ connectionString: url, keepAlive: true });
  client.on('error', () => {});
  await client.connect();
  const { rows } = await client.query<{ taken: boolean }>('select pg_try_advisory_lock($1) as taken', [
    serverLock,
  ]);
  if (rows[0]?.taken) return { release: () => client.end().catch(() => {}) };
  await client.end();
  return null;
}
