import { Kysely, PostgresDialect } from 'kysely';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { frame } from './binary-rows.ts';
import type { Trx } from './connect.ts';
import type { Tables } from './tables.ts';

const clients = new WeakMap<object, pg.PoolClient>();

/** A transaction that can also COPY: many rows go in at a fraction of the price of INSERT. */
export async function bulkTransaction<T>(pool: pg.Pool, work: (trx: Trx) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  const alone = {
    connect: async () => ({ query: client.query.bind(client), release() {} }),
    end: async () => {},
  };
  let broken: unknown;
  try {
    const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: alone }) });
    return await db.transaction().execute((trx) => {
      clients.set(trx, client);
      return work(trx);
    });
  } catch (error) {
    broken = error;
    throw error;
  } finally {
    // After a failure nobody can be sure in which state the connection is: the pool makes a new one.
    client.release(broken !== undefined);
  }
}

/**
 * Adds rows that a `rowWriter` has written to a table. Only in a `bulkTransaction`; `table` and the columns' names come
 * from code, never from outside.
 */
export async function copyRows(
  trx: object,
  table: keyof Tables,
  names: string,
  pieces: readonly Uint8Array[],
): Promise<void> {
  if (pieces.every((piece) => piece.length === 0)) return;
  const client = clients.get(trx);
  if (!client) throw new Error('COPY needs the transaction of bulkTransaction.');
  const copy = client.query(copyFrom(`copy ${table} (${names}) from stdin (format binary)`));
  await new Promise<void>((resolve, reject) => {
    copy.on('finish', resolve);
    copy.on('error', reject);
    copy.end(Buffer.concat([frame.head, ...pieces, frame.tail]));
  });
}
