import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import type pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createTestDatabase } from '../../test/database.ts';
import { fillTables } from '../../test/fill-tables.ts';
import { notedSecretKey } from '../access/note-secret-key.ts';
import { portableTables } from './portable-tables.ts';
import { readExport } from './read-export.ts';
import { writeExport } from './write-export.ts';

// What is exported is what comes back, whatever people and programs have put into the texts.

let from: Awaited<ReturnType<typeof createTestDatabase>>;
let into: Awaited<ReturnType<typeof createTestDatabase>>;
const folder = mkdtempSync(path.join(tmpdir(), 'switchbook-export-'));
const file = path.join(folder, 'all.gz');
beforeAll(async () => {
  from = await createTestDatabase();
  into = await createTestDatabase();
});
afterAll(async () => {
  await from.drop();
  await into.drop();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(empty);

async function empty(): Promise<void> {
  rmSync(file, { force: true });
  for (const { pool } of [from, into])
    await pool.query(`truncate installation, ${portableTables.join(', ')} cascade`);
}

/** Every row of every portable table. Places in the search index and transaction numbers are of one database only. */
async function rowsOf(pool: pg.Pool): Promise<Record<string, string[]>> {
  const tables: Record<string, string[]> = {};
  for (const table of portableTables) {
    const { rows } = await pool.query<{ row: string }>(
      `select (to_jsonb(t) - 'txid' - 'slot')::text as row from ${table} t order by 1`,
    );
    tables[table] = rows.map(({ row }) => row);
  }
  return tables;
}

const oddities = [
  ...[
    '\u2028',
    '\u2029',
    '\u0085',
    '\n',
    '\r',
    '\r\n',
    '\t',
    '\v',
    '\f',
    '\x1c',
    '\x1d',
    '\x1e',
    '\x01',
    '\x7f',
  ],
  ...['"', "'", '\\', '\\n', '\\u2028', '\\u0000', ',', '[', '}', '{"table":"tenant"}', '\n{"end":true}\n'],
  ...[
    '😀',
    '👨‍👩‍👧',
    '🇧🇦',
    'é',
    'e\u0301',
    'ß',
    '山田',
    '\u200f',
    '\u202e',
    '\u200d',
    '\ufeff',
    '\ufffd',
    '\uffff',
    '\u{10ffff}',
  ],
];
const oddText = fc
  .array(fc.oneof(fc.constantFrom(...oddities), fc.string({ unit: 'binary', maxLength: 5 })), {
    maxLength: 8,
  })
  // The database knows no U+0000, and lone surrogates are replaced before they are stored.
  .map((parts) => parts.join('').toWellFormed().replaceAll('\0', ''));

test('every table comes back from an export as it was, with every oddity of Unicode in every text', async () => {
  await fc.assert(
    fc
      .asyncProperty(fc.array(oddText, { minLength: 1, maxLength: 4 }), async (texts) => {
        await fillTables(from.pool, portableTables, [...texts, oddities.join('x')]);
        const before = await rowsOf(from.pool);
        expect(Object.values(before).every((rows) => rows.length === texts.length + 1)).toBe(true);
        await writeExport(from.pool, file);
        await readExport(into.pool, file, 'any');
        expect(await rowsOf(into.pool)).toEqual(before);
      })
      .afterEach(empty),
    { numRuns: 15 },
  );
});

test('an export larger than a batch is whole, with a U+2028 on each side of the seam', async () => {
  await from.pool.query(
    `insert into tenant (tenant_id, name) select gen_random_uuid(), n || E'\\u2028' || n from generate_series(1, 4100) n`,
  );
  await writeExport(from.pool, file);
  expect(await readExport(into.pool, file, 'any')).toBe(4100);
  expect(await rowsOf(into.pool)).toEqual(await rowsOf(from.pool));
});

test('a run that was under way goes on after an import: its next rows get numbers of their own', async () => {
  await fillTables(from.pool, portableTables, ['one', 'two']);
  await writeExport(from.pool, file);
  await readExport(into.pool, file, 'any');
  for (const table of ['run_change', 'run_issue']) {
    const { rows } = await into.pool.query<{ columns: string }>(
      `select string_agg(attname, ', ') as columns from pg_attribute
       where attrelid = $1::regclass and attnum > 0 and not attisdropped and attidentity = ''`,
      [table],
    );
    const columns = rows[0]?.columns;
    const last = `select max(seq)::int as seq from ${table}`;
    const before = (await into.pool.query<{ seq: number }>(last)).rows[0]!.seq;
    await into.pool.query(`insert into ${table} (${columns}) select ${columns} from ${table} limit 1`);
    expect((await into.pool.query<{ seq: number }>(last)).rows).toEqual([{ seq: before + 1 }]);
  }
});

test('the key that reads an export’s secrets becomes the database’s, and no other key is taken', async () => {
  await from.pool.query(`insert into installation values ('secret_key_fingerprint', '"right"')`);
  await writeExport(from.pool, file);
  await expect(readExport(into.pool, file, 'other')).rejects.toMatchObject({ code: 'invalid-input' });
  await readExport(into.pool, file, 'right');
  expect(await notedSecretKey(into.pool)).toBe('right');
  // A server has started on the empty database with a key of its own.
  await into.pool.query(`update installation set value = '"other"'`);
  await expect(readExport(into.pool, file, 'right')).rejects.toThrow(/made with another secret key/);
});

test('every table is exported, or known to be left behind', async () => {
  const { rows } = await from.pool.query<{ name: string }>(
    "select tablename as name from pg_tables where schemaname = 'public'",
  );
  const leftBehind = [
    // Of one installation: its state, and what is made anew from the rest.
    ...['installation', 'migration', 'contact_gone', 'search_segment'],
    // Signing in again is all that is lost; a report is about an upload of yesterday.
    ...['session', 'invitation', 'phonebook_report'],
  ];
  expect(rows.map(({ name }) => name).sort()).toEqual([...portableTables, ...leftBehind].sort());
});

test('a file that is cut off, changed or foreign is refused by name, and nothing is imported', async () => {
  await fillTables(from.pool, portableTables, ['one', 'two']);
  await writeExport(from.pool, file);
  const whole = await readFile(file);
  const text = gunzipSync(whole).toString();
  const [header = '', ...rest] = text.split('\n');
  const broken: Record<string, Buffer> = {
    'half of the bytes': whole.subarray(0, whole.length / 2),
    'no bytes': Buffer.alloc(0),
    'other bytes': Buffer.from('Surname,First name\n'),
    'an archive of something else': gzipSync('Surname,First name\n'),
    'other JSON': gzipSync('[]\n'),
    'no last line': gzipSync(text.replace('{"end":true}\n', '')),
    'more after the last line': gzipSync(`${text}{}\n`),
    'half a row': gzipSync([header, rest[0], rest[1]?.slice(0, -20), '{"end":true}'].join('\n')),
    'a row of another table': gzipSync([header, '{"table":"person"}', rest[1], '{"end":true}'].join('\n')),
  };
  for (const [what, bytes] of Object.entries(broken)) {
    writeFileSync(file, bytes);
    await expect(readExport(into.pool, file, 'any'), what).rejects.toMatchObject({
      name: 'DirectoryError',
      code: 'unsupported-file',
      message: expect.stringContaining(`${file} is not a whole export`),
    });
  }
  rmSync(file);
  await expect(readExport(into.pool, file, 'any')).rejects.toMatchObject({ code: 'not-found' });
  expect(Object.values(await rowsOf(into.pool)).flat()).toEqual([]);
});

test('an export never overwrites a file, and one that fails leaves none', async () => {
  writeFileSync(file, 'mine');
  await expect(writeExport(from.pool, file)).rejects.toMatchObject({ code: 'already-exists' });
  expect(await readFile(file, 'utf8')).toBe('mine');
  rmSync(file);
  await from.pool.query('alter table derivation rename to derivation_away');
  try {
    await expect(writeExport(from.pool, file)).rejects.toThrow(/derivation/);
    expect(readdirSync(folder)).toEqual([]);
  } finally {
    await from.pool.query('alter table derivation_away rename to derivation');
  }
});
