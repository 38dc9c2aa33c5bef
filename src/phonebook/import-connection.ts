import { Kysely, PostgresDialect } from 'kysely';
import type pg from 'pg';
import type { Db } from '../database/connect.ts';
import type { Tables } from '../database/tables.ts';

/**
 * Lends one connection of the pool, for COPY and for queries alike, and throws it away afterwards: temporary tables,
 * settings and a lock go with it, whatever happened. When `signal` is given up, the connection ends at once, whatever
 * statement it is in, and its transaction with it; this then ends with the signal's reason, when nothing of it runs any
 * more. A commit that was under way may have come through all the same.
 */
export async function withOwnConnection<T>(
  pool: pg.Pool,
  signal: AbortSignal | undefined,
  work: (connection: { readonly client: pg.PoolClient; readonly db: Db }) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  let ended: Promise<unknown> | undefined;
  let breakOff = () => {};
  try {
    await client.query("set statement_timeout = 0; set temp_buffers = '32MB'; set work_mem = '64MB'");
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
    breakOff = () => {
      ended = pool
        .query('select pg_terminate_backend($1, $2)', [rows[0]?.pid, endsWithinMs])
        .catch(() => client.end());
    };
    signal?.throwIfAborted();
    signal?.addEventListener('abort', breakOff);
    const lent = { query: client.query.bind(client), release: () => {} };
    const one = { connect: async () => lent, end: async () => {} };
    return await work({ client, db: new Kysely<Tables>({ dialect: new PostgresDialect({ pool: one }) }) });
  } catch (error) {
    await ended;
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener('abort', breakOff);
    client.release(true);
  }
}

const endsWithinMs = 5_000;
