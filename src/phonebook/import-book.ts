import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { sql } from 'kysely';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { Actor } from '../access/audit.ts';
import type { Db } from '../database/connect.ts';
import { tenantDerivation } from '../directory/derivation.ts';
import { sqlState } from '../directory/in-transaction.ts';
import type { Viewer } from '../directory/viewer.ts';
import { DirectoryError } from '../domain/errors.ts';
import { newId } from '../domain/ids.ts';
import { applyImport } from './apply-import.ts';
import { type Book, type BookPlace, bookPlace, lockName } from './book-place.ts';
import type { ContactForm } from './contact-form.ts';
import { withOwnConnection } from './import-connection.ts';
import { type Report, startReport } from './keep-report.ts';
import { type ImportPlan, planImport } from './plan-import.ts';
import { type RejectedRow, type SkippedNumberOfRow, type StageOptions, stagedTable } from './stage-file.ts';
import { stagedPieces } from './staged-pieces.ts';

export interface ImportOptions {
  readonly book: Book;
  readonly mode: 'replace' | 'merge';
  /** A preview: everything is worked out, nothing is written. */
  readonly dryRun: boolean;
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
export interface ImportResult extends ImportPlan {
  /** Usable rows of the file. */
  readonly contacts: number;
  readonly skippedNumbers: readonly SkippedNumberOfRow[];
  readonly skippedTotal: number;
  readonly rejectedRows: readonly RejectedRow[];
  readonly rejectedTotal: number;
  readonly form: ContactForm;
  readonly encoding: string;
  /** Where `readReport` finds every row and number that was not used, and every row that was merged. */
  readonly reportId?: string | undefined;
  readonly importId?: string;
}

/**
 * Reads a file into a book. Everything or nothing: whatever goes wrong, the book is as it was. A preview (`dryRun`)
 * answers what the import itself would. Imports into one book wait for each other; readers wait for none.
 *
 * Ends with `unsupported-file`, `too-large`, `invalid-input` (no row can be used) or `not-allowed` (an API key's
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
  const importId = newId();
  let result: ImportResult | undefined;
  try {
    await withOwnConnection(pool, options.signal, async ({ client, db }) => {
      const derivation = await tenantDerivation(db, viewer.tenantId);
      const report = startReport(db, viewer.tenantId, actor.id);
      const read = await readIntoTable(
        client,
        body,
        { ...place, ...derivation, mode: options.mode, dryRun: options.dryRun },
        report,
        options,
      );
      requireContacts(read, report);
      await oneAtATime(db, place);
      options.onProgress?.({ phase: 'comparing', contacts: read.contacts });
      await whole(db, async (trx) => {
        const plan = await planImport(trx, place, {
          mode: options.mode,
          form: read.form,
          country: derivation.country,
          signal: options.signal,
        });
        if (plan.mergedTotal > 0) await report.addMerged(trx);
        result = { ...read, ...plan, reportId: report.id() };
        if (options.dryRun) return;
        options.onProgress?.({ phase: 'writing', contacts: read.contacts });
        options.signal?.throwIfAborted();
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

async function isWritten(pool: pg.Pool, { tenantId }: BookPlace, importId: string): Promise<boolean> {
  const found = await pool
    .query('select from phonebook_import where tenant_id = $1 and id = $2', [tenantId, importId])
    .catch(() => null);
  return found?.rowCount === 1;
}

type ReadFile = Omit<ImportResult, keyof ImportPlan | 'reportId' | 'importId'>;

async function readIntoTable(
  client: pg.PoolClient,
  body: Readable,
  stage: StageOptions,
  report: Report,
  { onProgress, signal }: ImportOptions,
): Promise<ReadFile> {
  await client.query(
    `create temp table staged_contact (${stagedTable.map(({ name, type }) => `${name} ${type}`).join(', ')})`,
  );
  let read: ReadFile = {
    contacts: 0,
    skippedNumbers: [],
    skippedTotal: 0,
    rejectedRows: [],
    rejectedTotal: 0,
    form: 'plain',
    encoding: 'utf-8',
  };
  const pieces = stagedPieces(body, stage);
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
        form: piece.form ?? read.form,
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
