import type { Readable } from 'node:stream';
import { sql } from 'kysely';
import type pg from 'pg';
import type { Actor } from '../access/audit.ts';
import type { Db } from '../database/connect.ts';
import { tenantDerivation } from '../directory/derivation.ts';
import { sqlState } from '../directory/in-transaction.ts';
import type { Viewer } from '../directory/viewer.ts';
import { DirectoryError } from '../domain/errors.ts';
import type { FileEncoding } from '../domain/file-encodings.ts';
import { newId } from '../domain/ids.ts';
import type { Mapping } from '../domain/mapping.ts';
import { applyImport } from './apply-import.ts';
import { type Book, type BookPlace, bookPlace, lockName } from './book-place.ts';
import { checkMapping } from './columns/check-mapping.ts';
import { type ColumnsRead, chooseMapping } from './columns/choose-mapping.ts';
import { rememberedMapping, rememberMapping } from './columns/remembered-mapping.ts';
import { withOwnConnection } from './import-connection.ts';
import { startReport } from './keep-report.ts';
import { tableOf } from './open-table.ts';
import { type ImportPlan, noPlan, planImport } from './plan-import.ts';
import { type ImportedFile, nothingRead, type ReadFile, readIntoTable } from './read-into-table.ts';
import { spoolUpload } from './spool-upload.ts';
import { sheetOfWorkbook } from './workbook/sheet-of-workbook.ts';

export interface ImportOptions {
  readonly book: Book;
  readonly mode: 'replace' | 'merge';
  /** A preview: everything is worked out, nothing is written. */
  readonly dryRun: boolean;
  /** Instead of what the bytes look like. */
  readonly encoding?: FileEncoding | undefined;
  /** Instead of what the header suggests, or what was remembered for it; kept for the next file with that header. */
  readonly mapping?: Mapping | undefined;
  readonly onProgress?: (progress: ImportProgress) => void;
  /** Gives the import up, whatever it is doing: the book stays as it was, and `importBook` ends with its reason. */
  readonly signal?: AbortSignal;
}

export interface ImportProgress {
  readonly phase: 'reading' | 'comparing' | 'writing';
  /** Contacts read until now. */
  readonly contacts: number;
}

/** What an import did; lists are capped at 1,000 (changes: 100), totals count all. */
export interface ImportResult extends ReadFile, ImportPlan, ColumnsRead {
  /** Where `readReport` finds every row and number that was not used as it stands, and every row that was merged. */
  readonly reportId?: string | undefined;
  readonly importId?: string;
}

/**
 * Reads a file into a book. Everything or nothing: whatever goes wrong, the book is as it was. A preview (`dryRun`)
 * answers what the import itself would. Imports into one book wait for each other; readers wait for none.
 *
 * Ends with `unsupported-file`, `too-large`, `invalid-input` (no row can be used, `mapping` does not fit, or nobody knows what the columns hold;
 * the preview of such a file says `needsMapping`) or `not-allowed` (an API key's
 * personal book). Whether the actor may write the central book is the caller's to check.
 */
export async function importBook(
  pool: pg.Pool,
  viewer: Viewer,
  actor: Actor,
  options: ImportOptions,
  body: Readable,
): Promise<ImportResult> {
  const place = bookPlace(viewer, options.book);
  options.onProgress?.({ phase: 'reading', contacts: 0 });
  const upload = await spoolUpload(body, options);
  const file =
    upload.kind === 'xlsx' ? await sheetOfWorkbook(upload, options.signal) : { ...upload, otherSheets: [] };
  try {
    return await importFile(pool, viewer, actor, place, options, file);
  } finally {
    await file.close();
  }
}

async function importFile(
  pool: pg.Pool,
  viewer: Viewer,
  actor: Actor,
  place: BookPlace,
  options: ImportOptions,
  file: ImportedFile,
): Promise<ImportResult> {
  const importId = newId();
  let result: ImportResult | undefined;
  try {
    await withOwnConnection(pool, options.signal, async ({ client, db }) => {
      const derivation = await tenantDerivation(db, viewer.tenantId);
      const { country } = derivation;
      const table = await tableOf(file, country);
      if (table && options.mapping) checkMapping(options.mapping, table.columns);
      if (table && table.headerAt !== null && table.rows.length === 0) throw onlyHeadings();
      const header = table?.digest ?? null;
      const remembered = header && !options.mapping ? await rememberedMapping(db, place, header) : null;
      const columns = chooseMapping(table, { given: options.mapping, remembered, country });
      if (columns.needsMapping) {
        if (!options.dryRun) throw unknownColumns();
        result = { ...nothingRead(file), ...noPlan, ...columns };
        return;
      }
      const report = startReport(db, viewer.tenantId, actor.id);
      const mapping = options.mapping ?? remembered ?? undefined;
      const { scope, ...read } = await readIntoTable(
        client,
        file,
        {
          ...place,
          ...derivation,
          mode: options.mode,
          dryRun: options.dryRun,
          encoding: file.encoding,
          mapping,
        },
        report,
        options,
      );
      await oneAtATime(db, place);
      options.onProgress?.({ phase: 'comparing', contacts: read.contacts });
      await whole(db, async (trx) => {
        const plan = await planImport(trx, place, {
          mode: options.mode,
          scope,
          country,
          signal: options.signal,
        });
        if (plan.mergedTotal > 0) await report.addMerged(trx);
        result = { ...read, ...plan, ...columns, reportId: report.id() };
        if (options.dryRun) return;
        options.onProgress?.({ phase: 'writing', contacts: read.contacts });
        options.signal?.throwIfAborted();
        if (header && mapping) await rememberMapping(trx, place, header, mapping);
        await applyImport(trx, place, actor, {
          importId,
          mode: options.mode,
          contacts: read.contacts,
          plan,
        });
        result = { ...result, importId };
      });
    });
  } catch (error) {
    // The connection may have been lost when the commit was through already: then the import stands.
    if (!result?.importId || !(await isWritten(pool, place, importId))) throw error;
  }
  if (!result) throw new Error('An import ended without a result.');
  return result;
}

const onlyHeadings = () =>
  new DirectoryError('invalid-input', 'This file has headings and no contacts. Nothing was changed.');

const unknownColumns = () =>
  new DirectoryError(
    'invalid-input',
    'Nobody knows yet what the columns of this file hold. Open its preview and choose a field for each column, or send `mapping`. Nothing was changed.',
  );

async function isWritten(pool: pg.Pool, { tenantId }: BookPlace, importId: string): Promise<boolean> {
  const found = await pool
    .query('select from phonebook_import where tenant_id = $1 and id = $2', [tenantId, importId])
    .catch(() => null);
  return found?.rowCount === 1;
}

/** One import or undo of a book at a time. The lock goes with the connection. */
async function oneAtATime(db: Db, place: BookPlace): Promise<void> {
  await sql`select pg_advisory_lock(hashtextextended(${lockName(place)}, 0))`.execute(db);
}

// PostgreSQL says so when somebody edited or deleted a contact that the import wants to change: it is worked out anew.
const worthRepeating = new Set(['40001', '40P01']);

/** One transaction that sees one state of the book from its beginning to its end. */
async function whole<T>(db: Db, work: (trx: Db) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db.transaction().setIsolationLevel('repeatable read').execute(work);
    } catch (error) {
      if (attempt === 5 || !worthRepeating.has(sqlState(error) ?? '')) throw error;
    }
  }
}
