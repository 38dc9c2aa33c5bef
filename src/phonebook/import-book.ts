import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { sql } from 'kysely';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { Actor } from '../access/audit.ts';
import type { Db } from '../database/connect.ts';
import { sqlState } from '../directory/in-transaction.ts';
import { tenantCountry } from '../directory/tenant-country.ts';
import type { Viewer } from '../directory/viewer.ts';
import { DirectoryError } from '../domain/errors.ts';
import type { FileEncoding } from '../domain/file-encodings.ts';
import { newId } from '../domain/ids.ts';
import type { Mapping } from '../domain/mapping.ts';
import { applyImport } from './apply-import.ts';
import { type Book, type BookPlace, bookPlace, lockName } from './book-place.ts';
import { type ColumnsRead, chooseMapping } from './columns/choose-mapping.ts';
import { rememberedMapping, rememberMapping } from './columns/remembered-mapping.ts';
import { type ContactForm, type FileScope, plainScope } from './contact-form.ts';
import type { FileKind } from './detect-file.ts';
import { withOwnConnection } from './import-connection.ts';
import { type Report, startReport } from './keep-report.ts';
import { tableOf } from './open-table.ts';
import { type ImportPlan, noPlan, planImport } from './plan-import.ts';
import { type SpooledFile, spoolUpload } from './spool-upload.ts';
import { type RejectedRow, type SkippedNumberOfRow, type StageOptions, stagedTable } from './stage-file.ts';
import { stagedPieces } from './staged-pieces.ts';
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
export interface ImportResult extends ImportPlan, ColumnsRead {
  /** Usable rows of the file. */
  readonly contacts: number;
  readonly skippedNumbers: readonly SkippedNumberOfRow[];
  readonly skippedTotal: number;
  readonly rejectedRows: readonly RejectedRow[];
  readonly rejectedTotal: number;
  /** Rows whose letters may be wrong. */
  readonly doubtfulRows: readonly RejectedRow[];
  readonly doubtfulTotal: number;
  readonly kind: FileKind;
  readonly form: ContactForm;
  /** Of a workbook: further sheets that hold something; nothing was read of them. */
  readonly otherSheets: readonly string[];
  readonly encoding: FileEncoding;
  /** Where `readReport` finds every row and number that was not used, and every row that was merged. */
  readonly reportId?: string | undefined;
  readonly importId?: string;
}

/**
 * Reads a file into a book. Everything or nothing: whatever goes wrong, the book is as it was. A preview (`dryRun`)
 * answers what the import itself would. Imports into one book wait for each other; readers wait for none.
 *
 * Ends with `unsupported-file`, `too-large`, `invalid-input` (no row can be used, or nobody knows what the columns hold;
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

type ImportedFile = SpooledFile & { readonly otherSheets: readonly string[] };

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
      const country = await tenantCountry(db, viewer.tenantId);
      const table = await tableOf(file);
      const header = table?.digest ?? null;
      const remembered = header && !options.mapping ? await rememberedMapping(db, place, header) : null;
      const columns = chooseMapping(table, { given: options.mapping, remembered, country });
      if (columns.needsMapping) {
        if (!options.dryRun) throw unknownColumns();
        const { kind, encoding, otherSheets } = file;
        result = { ...nothingRead, ...noPlan, ...columns, form: 'columns', kind, encoding, otherSheets };
        return;
      }
      const report = startReport(db, viewer.tenantId, actor.id);
      const mapping = options.mapping ?? remembered ?? undefined;
      const { scope, ...read } = await readIntoTable(
        client,
        file,
        { ...place, country, mode: options.mode, dryRun: options.dryRun, encoding: file.encoding, mapping },
        report,
        options,
      );
      requireContacts(read, report);
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
        if (header && options.mapping) await rememberMapping(trx, place, header, options.mapping);
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

type ReadFile = Omit<ImportResult, keyof ImportPlan | keyof ColumnsRead | 'reportId' | 'importId'>;

const nothingRead = {
  contacts: 0,
  skippedNumbers: [],
  skippedTotal: 0,
  rejectedRows: [],
  rejectedTotal: 0,
  doubtfulRows: [],
  doubtfulTotal: 0,
} as const;

async function readIntoTable(
  client: pg.PoolClient,
  file: ImportedFile,
  stage: StageOptions,
  report: Report,
  { onProgress, signal }: ImportOptions,
): Promise<ReadFile & { readonly scope: FileScope }> {
  await client.query(
    `create temp table staged_contact (${stagedTable.map(({ name, type }) => `${name} ${type}`).join(', ')})`,
  );
  const { kind, encoding, otherSheets } = file;
  let read: ReadFile & { scope: FileScope } = {
    ...nothingRead,
    kind,
    encoding,
    otherSheets,
    form: 'plain',
    scope: plainScope,
  };
  const pieces = stagedPieces(file.read(), stage);
  let ended = false;
  async function* lines(): AsyncGenerator<string> {
    while (!report.isFull()) {
      const next = await pieces.next();
      if (next.done) {
        ended = true;
        return;
      }
      const piece = next.value;
      read = {
        contacts: read.contacts + piece.contacts,
        skippedNumbers: [...read.skippedNumbers, ...piece.skippedNumbers],
        skippedTotal: read.skippedTotal + piece.skippedTotal,
        rejectedRows: [...read.rejectedRows, ...piece.rejectedRows],
        rejectedTotal: read.rejectedTotal + piece.rejectedTotal,
        doubtfulRows: [...read.doubtfulRows, ...piece.doubtfulRows],
        doubtfulTotal: read.doubtfulTotal + piece.doubtfulTotal,
        kind,
        otherSheets,
        form: piece.form ?? read.form,
        scope: piece.scope,
        encoding: piece.encoding,
      };
      report.add(piece.report);
      onProgress?.({ phase: 'reading', contacts: read.contacts });
      if (piece.copy !== '') yield piece.copy;
    }
  }
  try {
    while (!ended) {
      await pipeline(
        Readable.from(lines(), { objectMode: true }),
        client.query(copyFrom('copy staged_contact from stdin')),
        { signal },
      );
      await report.write();
    }
  } finally {
    // Ends the thread that reads the file. Not waited for: it may itself be waiting for an upload that has stopped.
    void pieces.return(undefined).catch(() => {});
  }
  await client.query('analyze staged_contact');
  return read;
}

function requireContacts({ contacts, rejectedRows, rejectedTotal }: ReadFile, report: Report): void {
  if (contacts > 0) return;
  throw new DirectoryError(
    'invalid-input',
    rejectedTotal === 0
      ? 'This file is empty. Nothing was changed.'
      : `No row of this file can be used. The first: row ${rejectedRows[0]?.row}: ${rejectedRows[0]?.reason} Nothing was changed.`,
    {
      errors: rejectedRows.slice(0, 100).map(({ row, reason }) => ({ path: `row ${row}`, message: reason })),
      reportId: report.id(),
    },
  );
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
