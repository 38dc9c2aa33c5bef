import { Readable } from 'node:stream';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase } from '../../test/database.ts';
import { system } from '../access/audit.ts';
import { createTenant } from '../access/tenants.ts';
import { importBook } from './import-book.ts';
import { undoImport } from './undo-import.ts';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

// Few names, addresses and numbers, so that rows meet the book and each other in every way.
const row = fc
  .tuple(
    fc.constantFrom('Ada', 'ADA', 'Bob', ''),
    fc.constantFrom('', 'Lovelace'),
    fc.constantFrom('', 'a@x.example', 'A@X.example', 'b@x.example', 'bad'),
    fc.constantFrom('', 'Co'),
    fc.array(fc.constantFrom('work:1', 'mobile:1', 'home:+44 20 7183 8750', 'fax:2', 'pager:3'), {
      maxLength: 3,
    }),
  )
  .map(([first, last, email, company, numbers]) => [first, '', last, email, company, ...numbers].join(','));
const file = fc.array(row, { minLength: 1, maxLength: 7 }).map((rows) => `${rows.join('\n')}\n`);

test('the preview of any file says what the import does, and undo takes exactly that back', {
  timeout: 120_000,
}, async () => {
  let runs = 0;
  await fc.assert(
    fc.asyncProperty(file, file, fc.constantFrom('replace', 'merge'), async (before, next, mode) => {
      runs += 1;
      const tenantId = await createTenant(database.db, `Run ${runs}`);
      const viewer = { tenantId, personId: null };
      const upload = (content: string, how: 'replace' | 'merge', dryRun: boolean) =>
        importBook(
          database.pool,
          viewer,
          system,
          { book: 'central', mode: how, dryRun },
          Readable.from([Buffer.from(content)]),
        );
      const book = async () => ({
        stored: await database.db
          .selectFrom('local_contact')
          .selectAll()
          .where('tenant_id', '=', tenantId)
          .orderBy('id')
          .execute(),
        read: await database.db
          .selectFrom('contact')
          .select(['id', 'display_name', 'phones', 'emails', 'search_text'])
          .where('tenant_id', '=', tenantId)
          .orderBy('id')
          .execute(),
      });
      await upload(before, 'replace', false).catch(() => {});
      const old = await book();
      const preview = await upload(next, mode, true).catch((error: Error) => error.message);
      expect(await book()).toEqual(old);
      const done = await upload(next, mode, false).catch((error: Error) => error.message);
      if (typeof done === 'string') {
        expect(preview).toBe(done);
        return;
      }
      const { importId, reportId, ...said } = done;
      if (typeof preview === 'string') throw new Error(preview);
      // Each upload has a report of its own.
      expect(typeof preview.reportId).toBe(typeof reportId);
      expect({ ...preview, reportId }).toEqual({ ...said, reportId });
      const now = await book();
      expect(now.stored).toHaveLength(old.stored.length + said.added - said.deleted);
      expect(said.added + said.updated + said.unchanged + said.mergedTotal).toBe(said.contacts);
      expect(now.read.map(({ id }) => id)).toEqual(now.stored.map(({ id }) => id));
      // A merge that gave a contact another name may have made it one that a further row would be looked for by.
      if (mode === 'replace' || said.mergedTotal + said.updated === 0)
        expect(await upload(next, mode, true)).toMatchObject({ added: 0, updated: 0, deleted: 0 });
      await undoImport(database.db, viewer, system, importId!);
      expect(await book()).toEqual(old);
    }),
    { numRuns: 40, interruptAfterTimeLimit: 100_000 },
  );
});
