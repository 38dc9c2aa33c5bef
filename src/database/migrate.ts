import { readdir, readFile } from 'node:fs/promises';
import type pg from 'pg';

const folder = new URL('./migrations/', import.meta.url);
// Any fixed number does: it only has to be the same in every process of every version.
const migrationLock = 7_446_215_011;

/** The database was made by a newer Switchbook: this one must not touch it. */
export class NewerDatabase extends Error {
  override readonly name = 'NewerDatabase';
}

/**
 * Runs the migrations that the database lacks, in the order of their names, each in a transaction of its own, under
 * a lock: processes that start together wait for the first. Ends with `NewerDatabase` and no change when the
 * database knows migrations that this version does not.
 */
export async function migrate(pool: pg.Pool): Promise<readonly string[]> {
  const known = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  const client = await pool.connect();
  try {
    await client.query('set statement_timeout = 0');
    await client.query('select pg_advisory_lock($1)', [migrationLock]);
    await client.query(
      'create table if not exists migration (name text primary key, applied_at timestamptz not null default now())',
    );
    const done = new Set(
      (await client.query<{ name: string }>('select name from migration')).rows.map((row) => row.name),
    );
    const foreign = [...done].filter((name) => !known.includes(name));
    if (foreign.length > 0) {
      throw new NewerDatabase(
        `This database was used by a newer version of Switchbook (it knows ${foreign.join(', ')}). ` +
          'Start that version, or restore a backup made with this one. Nothing was changed.',
      );
    }
    const missing = known.filter((name) => !done.has(name));
    for (const name of missing) await apply(client, name);
    return missing;
  } finally {
    // Closing the connection gives the lock back, also when a migration failed half-way.
    client.release(true);
  }
}

async function apply(client: pg.PoolClient, name: string): Promise<void> {
  const statements = await readFile(new URL(name, folder), 'utf8');
  await client.query('begin');
  try {
    await client.query(statements);
    await client.query('insert into migration (name) values ($1)', [name]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw new Error(`Migration ${name} failed; the database is as it was before it.`, { cause: error });
  }
}
