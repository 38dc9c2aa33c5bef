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
  const told = ({ phase }) => process.stdout.write(phase + '\\n');
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

const book = () =>
  database.db
    .selectFrom('local_contact')
    .select(['id', 'fields'])
    .where('tenant_id', '=', tenantId)
    .orderBy('id')
    .execute();
const readers = () =>
  database.db
    .selectFrom('contact')
    .select(['id', 'display_name'])
    .where('tenant_id', '=', tenantId)
    .orderBy('id')
    .execute();

test('kill -9 in the middle of a replace leaves the old book whole', { timeout: 120_000 }, async () => {
  await importBook(
    database.pool,
    { tenantId, personId: null },
    system,
    { book: 'central', mode: 'replace', dryRun: false },
    Readable.from([Buffer.from(rows(2_000, 'Old'))]),
  );
  const before = { book: await book(), readers: await readers() };
  expect(before.readers).toHaveLength(2_000);
  for (const [phase, delayMs] of [
    ['reading', 50],
    ['writing', 0],
    ['writing', 150],
  ] as const) {
    const output = await killDuring(phase, 20_000, delayMs);
    expect(output).not.toContain('done');
    expect({ book: await book(), readers: await readers() }).toEqual(before);
  }
  const { rows: left } = await database.pool.query('select count(*)::int as count from phonebook_import');
  expect(left[0].count).toBe(1);
});
