import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase } from '../../test/database.ts';
import { migrate, NewerDatabase } from './migrate.ts';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

test('migrating a migrated database changes nothing, also when two processes start together', async () => {
  expect(await Promise.all([migrate(database.pool), migrate(database.pool)])).toEqual([[], []]);
});

test('a database that a newer version used is left alone, with a message that names the way out', async () => {
  await database.pool.query("insert into migration (name) values ('9999-from-the-future.sql')");
  await expect(migrate(database.pool)).rejects.toThrow(NewerDatabase);
  await database.pool.query("delete from migration where name like '9999%'");
});

test('every table of a tenant has tenant_id first in its primary key', async () => {
  const { rows } = await database.pool.query<{ table: string; first: string }>(`
    select c.relname as table, a.attname as first
    from pg_index i join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
    where i.indisprimary and n.nspname = 'public' and c.relname not in ('migration', 'installation')`);
  expect(rows.filter((row) => row.first !== 'tenant_id')).toEqual([]);
  expect(rows.length).toBeGreaterThan(10);
});
