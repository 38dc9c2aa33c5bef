import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase } from '../../test/database.ts';
import { bulkTransaction } from './bulk-transaction.ts';
import { connect } from './connect.ts';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/** Ends, as a server that stops does, every connection of `database` but the one that asks. */
const endConnections = () =>
  database.pool.query(
    'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
  );

test('a connection that ends between two statements fails its transaction and nothing else', async () => {
  const heard: Error[] = [];
  const other = connect(database.url, { max: 1, onError: (error) => heard.push(error) });
  const interrupted = other.db.transaction().execute(async (trx) => {
    await trx.selectFrom('tenant').select('tenant_id').limit(1).execute();
    await endConnections();
    // Long enough for the message to arrive while nothing is asked of the connection.
    await pause(100);
    await trx.selectFrom('tenant').select('tenant_id').limit(1).execute();
  });
  await expect(interrupted).rejects.toThrow(/terminat|not queryable/);
  expect(heard.map(({ message }) => message)).toContain(
    'terminating connection due to administrator command',
  );
  // The pool has a new connection in its place.
  await expect(other.pool.query('select 1 as one')).resolves.toMatchObject({ rows: [{ one: 1 }] });
  await other.close();
});

test('so does a connection that rows are copied over', async () => {
  const other = connect(database.url, { max: 1 });
  const interrupted = bulkTransaction(other.pool, async (trx) => {
    await trx.selectFrom('tenant').select('tenant_id').limit(1).execute();
    await endConnections();
    await pause(100);
    await trx.selectFrom('tenant').select('tenant_id').limit(1).execute();
  });
  await expect(interrupted).rejects.toThrow(/terminat|not queryable/);
  await expect(other.pool.query('select 1 as one')).resolves.toMatchObject({ rows: [{ one: 1 }] });
  await other.close();
});
