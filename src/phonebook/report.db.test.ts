import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createTestDatabase } from '../../test/database.ts';
import type { Actor } from '../access/audit.ts';
import { createTenant } from '../access/tenants.ts';
import { newId, type TenantId } from '../domain/ids.ts';
import { type ImportOptions, importBook } from './import-book.ts';
import { purgeImports } from './purge-imports.ts';
import { readReport } from './read-report.ts';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let tenantId: TenantId;
let tenants = 0;
const actor: Actor = { kind: 'person', id: newId(), name: 'Ada' };

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  tenantId = await createTenant(database.db, `Acme ${++tenants}`);
});

const viewer = () => ({ tenantId, personId: null });
const upload = (lines: Iterable<string>, options: Partial<ImportOptions> = {}) =>
  importBook(
    database.pool,
    viewer(),
    actor,
    { book: 'central', mode: 'replace', dryRun: true, ...options },
    Readable.from(
      (function* () {
        for (const line of lines) yield Buffer.from(line);
      })(),
    ),
  );
const report = async (id: string | undefined, by = actor.id) =>
  text(await readReport(database.db, viewer(), by, id ?? ''));

test('every row and number that cannot be used is in the CSV, however many there are', async () => {
  const count = 30_000;
  function* lines() {
    for (let at = 1; at <= count; at += 1)
      yield at % 2 ? `,,,,,work:${at}\n` : `"=Ada, ${at}",,,,,"pager:+${at}","=x:1"\n`;
  }
  const result = await upload(lines());
  expect(result).toMatchObject({ rejectedTotal: count / 2, skippedTotal: count });
  expect(result.rejectedRows).toHaveLength(1_000);
  const rows = (await report(result.reportId)).split('\r\n');
  expect(rows[0]).toBe('\ufeffRow,Value,Reason');
  expect(rows).toHaveLength(1 + count / 2 + count + 1);
  expect(rows[1]).toMatch(/^1,,".*first name, last name/i);
  expect(rows.at(-3)).toMatch(/^30000,pager:\+30000,/);
  const parts = await database.db
    .selectFrom('phonebook_report')
    .select('part')
    .where('id', '=', result.reportId ?? '')
    .execute();
  expect(parts.length).toBeGreaterThan(2);
});

test('rows that became one contact are in it too', async () => {
  const result = await upload(
    [
      'Ada,,,a@example.com,,pager:1\n',
      ...Array.from({ length: 12_000 }, () => 'Ada,,,A@example.com,,work:117\n'),
    ],
    { mode: 'merge' },
  );
  expect(result).toMatchObject({ added: 1, mergedTotal: 12_000 });
  const rows = (await report(result.reportId)).trimEnd().split('\r\n');
  expect(rows).toHaveLength(2 + 12_000);
  expect(rows[2]).toBe('2,,It is the same contact as row 1: both became one.');
  expect(rows.at(-1)).toMatch(/^12001,/);
});

test('a file that is used whole has no report', async () => {
  expect((await upload(['Ada,,,,,work:1\n'])).reportId).toBeUndefined();
});

test('the report is its uploader’s alone, in their tenant, for a day', async () => {
  const { reportId } = await upload(['Ada,,,,,pager:1\n']);
  expect(await report(reportId)).toContain('pager:1');
  await expect(report(reportId, newId())).rejects.toMatchObject({ code: 'not-found' });
  await expect(report(reportId, null)).rejects.toMatchObject({ code: 'not-found' });
  const mine = tenantId;
  tenantId = await createTenant(database.db, 'Another');
  await expect(report(reportId)).rejects.toMatchObject({ code: 'not-found' });
  tenantId = mine;
  await purgeImports(database.db);
  expect(await report(reportId)).toContain('pager:1');
  await database.pool.query("update phonebook_report set at = now() - interval '25 hours'");
  await purgeImports(database.db);
  await expect(report(reportId)).rejects.toMatchObject({ code: 'not-found' });
});

test('given up in any phase, the book is as it was, and the next import need not wait', async () => {
  await upload(['Old,,,,,work:1\n', 'Book,,,,,work:2\n'], { dryRun: false });
  const book = async () =>
    (
      await database.db
        .selectFrom('contact')
        .select(['id', 'display_name', 'version'])
        .where('tenant_id', '=', tenantId)
        .orderBy('id')
        .execute()
    ).map(({ id, display_name, version }) => `${id} ${display_name} ${version}`);
  const before = await book();
  function* lines() {
    for (let at = 0; at < 10_000; at += 1) yield `New${at},,,n${at}@example.com,,work:${at}\n`;
  }
  for (const [phase, delayMs] of [
    ['reading', 0],
    ['comparing', 0],
    ['writing', 0],
    ['writing', 100],
  ] as const) {
    const gone = new AbortController();
    const reason = new Error(`given up while ${phase}`);
    await expect(
      upload(lines(), {
        dryRun: false,
        signal: gone.signal,
        onProgress: (progress) => {
          if (progress.phase === phase) void pause(delayMs).then(() => gone.abort(reason));
        },
      }),
    ).rejects.toBe(reason);
    expect(await book()).toEqual(before);
  }
  expect(await upload(['Old,,,,,work:1\n'], { dryRun: false })).toMatchObject({ deleted: 1, unchanged: 1 });
});

test.each([
  ['reached the database but its answer did not come back', true],
  ['did not reach the database', false],
])('given up at the very commit, which %s: what is told is what the book holds', async (_how, arrives) => {
  await upload(['Old,,,,,work:1\n'], { dryRun: false });
  const gone = new AbortController();
  const given = new Error('given up');
  // A connection that is lost while the commit is under way.
  const pool = Object.create(database.pool, {
    query: { value: database.pool.query.bind(database.pool) },
    connect: {
      value: async () => {
        const client = await database.pool.connect();
        const query = client.query.bind(client) as (...args: unknown[]) => unknown;
        const lost = async (sent: unknown) => {
          await sent;
          gone.abort(given);
          throw new Error('Connection terminated');
        };
        return Object.create(client, {
          query: {
            value: (...args: unknown[]) =>
              args[0] === 'commit' ? lost(arrives && query(...args)) : query(...args),
          },
          release: { value: client.release.bind(client) },
        });
      },
    },
  });
  const imported = importBook(
    pool,
    viewer(),
    actor,
    { book: 'central', mode: 'replace', dryRun: false, signal: gone.signal },
    Readable.from([Buffer.from('New,,,,,work:2\n')]),
  );
  if (arrives) expect(await imported).toMatchObject({ added: 1, deleted: 1, importId: expect.any(String) });
  else await expect(imported).rejects.toBe(given);
  const { rows } = await database.pool.query<{ name: string }>(
    'select display_name as name from contact where tenant_id = $1',
    [tenantId],
  );
  expect(rows).toEqual([{ name: arrives ? 'New' : 'Old' }]);
});
