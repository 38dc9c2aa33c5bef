import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase } from '../../test/database.ts';
import { columnNames, rowWriter } from './binary-rows.ts';
import { bulkTransaction, copyRows } from './bulk-transaction.ts';

let connection: Awaited<ReturnType<typeof createTestDatabase>>;
beforeAll(async () => {
  connection = await createTestDatabase();
});
afterAll(() => connection.drop());

test('every kind of value comes back as it went in', async () => {
  await connection.pool.query(`create table sample (
    id uuid, short text, long text, json json, bytes bytea, number int4, yes bool, large int8, words text[])`);
  const rows = [
    {
      id: 'ABCDEF01-2345-6789-abcd-ef0123456789'.toLowerCase(),
      short: 'tab\t"quote" \\ back',
      long: 'ünïcödé 🎉 '.repeat(500),
      json: '{"a": [1, "ž", null]}',
      bytes: Buffer.from([0, 1, 255]),
      number: -2_000_000_000,
      yes: true,
      large: '9007199254740991',
      words: ['', 'NULL', 'é,{}'],
    },
    {
      id: '00000000-0000-0000-0000-000000000000',
      short: '',
      long: 'é',
      json: '[]',
      bytes: Buffer.alloc(0),
      number: 0,
      yes: false,
      large: '0',
      words: [],
    },
    {
      id: null,
      short: null,
      long: null,
      json: null,
      bytes: null,
      number: null,
      yes: null,
      large: null,
      words: null,
    },
  ];
  type Row = (typeof rows)[number];
  const columns = [
    ['short', 'text'],
    ['long', 'text'],
    ['json', 'json'],
    ['bytes', 'bytea'],
    ['number', 'int4'],
    ['yes', 'bool'],
    ['large', 'int8'],
    ['words', 'text[]'],
  ] as const;
  const fixed = [['id', 'uuid']] as const;
  await bulkTransaction(connection.pool, async (trx) => {
    for (const row of rows) {
      const writer = rowWriter<Row, Row>(columns, { columns: fixed, row });
      writer.add(row);
      await copyRows(trx, 'sample' as 'contact', columnNames(fixed, columns), [writer.take()]);
    }
  });
  const found = await connection.pool.query('select * from sample');
  const parsed = rows.map((row) => ({ ...row, json: row.json === null ? null : JSON.parse(row.json) }));
  expect(found.rows).toEqual(parsed);
});

test('texts of every length come back, wherever they meet the end of the memory at hand', async () => {
  await connection.pool.query('create table texts (n int4, text text)');
  const rows = Array.from({ length: 3_000 }, (_, n) => ({ n, text: 'é'.repeat(n % 2) + 'x'.repeat(n % 97) }));
  const columns = [
    ['n', 'int4'],
    ['text', 'text'],
  ] as const;
  const writer = rowWriter(columns);
  for (const row of rows) writer.add(row);
  await bulkTransaction(connection.pool, (trx) =>
    copyRows(trx, 'texts' as 'contact', columnNames(columns), [writer.take()]),
  );
  expect((await connection.pool.query('select n, text from texts order by n')).rows).toEqual(rows);
});

test('a copy that fails leaves nothing, and the pool goes on', async () => {
  await connection.pool.query('create table strict (n int4 check (n > 0))');
  const writer = rowWriter<{ n: number }>([['n', 'int4']]);
  for (const n of [1, -1]) writer.add({ n });
  const failing = bulkTransaction(connection.pool, (trx) =>
    copyRows(trx, 'strict' as 'contact', 'n', [writer.take()]),
  );
  await expect(failing).rejects.toMatchObject({ code: '23514' });
  expect((await connection.pool.query('select * from strict')).rows).toEqual([]);
});
