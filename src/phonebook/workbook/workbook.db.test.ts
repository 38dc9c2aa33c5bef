import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import writeXlsxFile from 'write-excel-file/node';
import { createTestDatabase } from '../../../test/database.ts';
import { system } from '../../access/audit.ts';
import { createTenant } from '../../access/tenants.ts';
import { importBook } from '../import-book.ts';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

let tenants = 0;

type Cell = string | number | null | { value: number; format: string };

async function workbook(...sheets: readonly { name: string; rows: readonly (readonly Cell[])[] }[]) {
  const written = await writeXlsxFile(
    sheets.map(({ name, rows }) => ({
      sheet: name,
      data: rows.map((row) =>
        row.map((cell) =>
          cell === null
            ? null
            : typeof cell === 'object'
              ? { type: Number, ...cell }
              : { type: typeof cell === 'number' ? Number : String, value: cell },
        ),
      ),
    })) as never,
  );
  return written.toBuffer();
}

async function preview(file: Buffer) {
  tenants += 1;
  const tenantId = await createTenant(database.db, `Sheets ${tenants}`);
  return importBook(
    database.pool,
    { tenantId, personId: null },
    system,
    { book: 'central', mode: 'replace', dryRun: true },
    Readable.from([file]),
  );
}

test('the first sheet that holds anything is read by its header, numbers with all their digits', async () => {
  const file = await workbook(
    { name: 'Cover', rows: [] },
    {
      name: 'People',
      rows: [
        ['First name', 'Last name', 'Phone', 'Mobile', 'E-mail'],
        ['Ada', 'Archer, of “Bow” & <Sons>', 447700900149, null, 'ada@example.com'],
        [null, null, null, null, null],
        ['Bob', 'Barker', '+44 20 7946 0150', { value: 7700900150, format: '00000000000' }, null],
      ],
    },
    { name: 'Old', rows: [['x']] },
    { name: 'Empty', rows: [] },
  );
  expect(await preview(file)).toMatchObject({
    kind: 'xlsx',
    form: 'columns',
    contacts: 2,
    otherSheets: ['Old'],
    changes: { added: [{ row: 2 }, { row: 4 }] },
    sample: [
      {
        lastName: 'Archer, of “Bow” & <Sons>',
        phones: [{ number: '447700900149', label: 'work' }],
        emails: [{ email: 'ada@example.com' }],
      },
      {
        firstName: 'Bob',
        phones: [
          { number: '+44 20 7946 0150', label: 'work' },
          { number: '07700900150', label: 'mobile' },
        ],
      },
    ],
  });
});

describe('what is no workbook is refused in plain words', () => {
  test.each([
    [
      'a damaged one',
      async () => (await workbook({ name: 'A', rows: [['Name']] })).subarray(0, 900),
      /damaged/,
    ],
    ['an empty one', () => workbook({ name: 'A', rows: [] }), /empty/],
    ['only its first bytes', async () => Buffer.from('PK\x03\x04'), /damaged/],
  ])('%s', async (_name, file, message) => {
    await expect(preview(await file())).rejects.toMatchObject({
      code: 'unsupported-file',
      message: expect.stringMatching(message),
    });
  });
});
