import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase } from '../../test/database.ts';
import { system } from '../access/audit.ts';
import { createTenant } from '../access/tenants.ts';
import type { TenantId } from '../domain/ids.ts';
import { importBook } from './import-book.ts';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let tenantId: TenantId;

beforeAll(async () => {
  database = await createTestDatabase();
  tenantId = await createTenant(database.db, 'Acme');
});
afterAll(() => database.drop());

const rows = (count: number, mark: string) =>
  Array.from(
    { length: count },
    (_, at) => `First${at},,${mark},a${at}@example.com,"Co, ${at % 90}",work:${at}\n`,
  ).join('');

// A process of its own that replaces the book, tells each step, and can be killed.
const program = `
  import { Readable } from 'node:stream';
  const [url, tenantId, count] = process.argv.slice(1);
  const { connect } = await import('${new URL('../database/connect.ts', import.meta.url)}');
  const { importBook } = await import('${new URL('./import-book.ts', import.meta.url)}');
  const lines = function* () {
    for (let at = 0; at < Number(count); at += 1) yield Buffer.from('New' + at + ',,Comer,b' + at + '@example.com,,work:' + at + '\\n');
  };
  const actor = { kind: 'system', id: null, name: 'test' };
  let last = '';
  const told = ({ phase }) => {
    if (phase !== last) process.stdout.write(phase + '\\n');
    last = phase;
  };
  await importBook(connect(url).pool, { tenantId, personId: null }, actor,
    { book: 'central', mode: 'replace', dryRun: false, onProgress: told }, Readable.from(lines()));
  process.stdout.write('done\\n');
`;

async function killDuring(phase: string, count: number, delayMs: number): Promise<string> {
  const child = spawn(
    process.execPath,
    ['--input-type=module', '-e', program, database.url, tenantId, String(count)],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  let output = '';
  child.stdout.on('data', (data: Buffer) => {
    output += data.toString();
    if (output.includes(phase)) setTimeout(() => child.kill('SIGKILL'), delayMs);
  });
  await once(child, 'close');
  return output;
}

/** What is stored and what readers see, each as one value that no changed row leaves the same. */
async function wholeBook() {
  const { rows } = await database.pool.query(`
    select (select count(*)::int from local_contact) as stored,
      (select md5(string_agg(md5(l::text), '' order by id)) from local_contact l) as book,
      (select count(*)::int from contact) as published,
      (select md5(string_agg(md5((c.*)::text), '' order by id)) from contact c) as readers,
      (select md5(string_agg(md5(n::text), '' order by contact_id, position)) from contact_number n) as numbers`);
  return rows[0];
}

const size = 100_000;

test('kill -9 in the middle of a 100,000-row replace leaves the old book whole', {
  timeout: 180_000,
}, async () => {
  await importBook(
    database.pool,
    { tenantId, personId: null },
    system,
    { book: 'central', mode: 'replace', dryRun: false },
    Readable.from([Buffer.from(rows(size, 'Old'))]),
  );
  const before = await wholeBook();
  expect(before).toMatchObject({ stored: size, published: size });
  for (const [phase, delayMs] of [
    ['reading', 50],
    ['writing', 0],
    ['writing', 400],
  ] as const) {
    const output = await killDuring(phase, size, delayMs);
    expect(output).not.toContain('done');
    expect(await wholeBook()).toEqual(before);
  }
  const { rows: left } = await database.pool.query('select count(*)::int as count from phonebook_import');
  expect(left[0].count).toBe(1);
});
