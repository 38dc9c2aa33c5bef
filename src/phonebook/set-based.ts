import { sql } from 'kysely';
import type { Db } from '../database/connect.ts';

/**
 * Runs statements over whole books without nested loops. Right after a large import PostgreSQL does not know yet how
 * large the tables have become, takes them for small, and would compare every row with every other for minutes.
 */
export async function setBased<T>(trx: Db, work: () => Promise<T>): Promise<T> {
  await sql`set local enable_nestloop = off`.execute(trx);
  const result = await work();
  await sql`set local enable_nestloop = on`.execute(trx);
  return result;
}
