import { Kysely, PostgresDialect } from 'kysely';
import type pg from 'pg';
import type { Db } from '../database/connect.ts';
import type { Tables } from '../database/tables.ts';

/**
 * Lends one connection of the pool, for COPY and for queries alike, and throws it away afterwards: temporary tables,
 * settings and a lock go with it, whatever happened.
 */
export async function withOwnConnection<T>(
  pool: pg.Pool,
  work: (connection: { readonly client: pg.PoolClient; readonly db: Db }) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  // A connection that breaks while nothing is asked of it would otherwise end the process.
  client.on('error', () => {});
  try {
    await client.query("set statement_timeout = 0; set temp_buffers = '32MB'; set work_mem = '64MB'");
    const lent = { query: client.query.bind(client), release: () => {} };
    const one = { connect: async () => lent, end: async () => {} };
    return await work({ client, db: new Kysely<Tables>({ dialect: new PostgresDialect({ pool: one }) }) });
  } finally {
    client.release(true);
  }
}
