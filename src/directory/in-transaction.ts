import type pg from 'pg';
import { bulkTransaction } from '../database/bulk-transaction.ts';
import type { Db, Trx } from '../database/connect.ts';

// PostgreSQL gave this transaction up so that others could go on: deadlock_detected, serialization_failure.
const worthRepeating = new Set(['40P01', '40001']);
// Four were used up by six people who saved one source while it ran.
const attempts = 8;

/** Runs `work` in a transaction, again from its start when PostgreSQL chose it to end a deadlock. */
export const inTransaction = <T>(db: Db, work: (trx: Trx) => Promise<T>): Promise<T> =>
  repeatedly(() => db.transaction().execute(work));

/** The same in a `bulkTransaction`, which can COPY. */
export const inBulkTransaction = <T>(pool: pg.Pool, work: (trx: Trx) => Promise<T>): Promise<T> =>
  repeatedly(() => bulkTransaction(pool, work));

async function repeatedly<T>(transaction: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await transaction();
    } catch (error) {
      if (attempt === attempts || !worthRepeating.has(sqlState(error) ?? '')) throw error;
    }
  }
}

/** The SQLSTATE of a database error; `undefined` for anything else. */
export function sqlState(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : undefined;
}
