import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { DirectoryError } from '../domain/errors.ts';
import type { FileEncoding } from '../domain/file-encodings.ts';
import { type ContactForm, type FileScope, plainScope } from './contact-form.ts';
import type { FileKind } from './detect-file.ts';
import type { Report } from './keep-report.ts';
import type { SpooledFile } from './spool-upload.ts';
import { type RejectedRow, type SkippedNumberOfRow, type StageOptions, stagedTable } from './stage-file.ts';
import { stagedPieces } from './staged-pieces.ts';

/** What reading a file gave; lists are capped at 1,000, totals count all. */
export interface ReadFile {
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
}

export type ImportedFile = SpooledFile & { readonly otherSheets: readonly string[] };

/** What is known of a file before its rows are read. */
export const nothingRead = ({ kind, encoding, otherSheets }: ImportedFile): ReadFile => ({
  contacts: 0,
  skippedNumbers: [],
  skippedTotal: 0,
  rejectedRows: [],
  rejectedTotal: 0,
  doubtfulRows: [],
  doubtfulTotal: 0,
  kind,
  form: 'columns',
  otherSheets,
  encoding,
});

interface ReadOptions {
  readonly onProgress?: ((progress: { phase: 'reading'; contacts: number }) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Reads a file into the table `staged_contact` of the connection. Ends with `invalid-input` when no row can be used. */
export async function readIntoTable(
  client: pg.PoolClient,
  file: ImportedFile,
  stage: StageOptions,
  report: Report,
  { onProgress, signal }: ReadOptions,
): Promise<ReadFile & { readonly scope: FileScope }> {
  await client.query(
    `create temp table staged_contact (${stagedTable.map(({ name, type }) => `${name} ${type}`).join(', ')})`,
  );
  let read = { ...nothingRead(file), scope: plainScope };
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
        ...read,
        contacts: read.contacts + piece.contacts,
        skippedNumbers: [...read.skippedNumbers, ...piece.skippedNumbers],
        skippedTotal: read.skippedTotal + piece.skippedTotal,
        rejectedRows: [...read.rejectedRows, ...piece.rejectedRows],
        rejectedTotal: read.rejectedTotal + piece.rejectedTotal,
        doubtfulRows: [...read.doubtfulRows, ...piece.doubtfulRows],
        doubtfulTotal: read.doubtfulTotal + piece.doubtfulTotal,
        form: piece.form ?? read.form,
        scope: piece.scope,
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
  requireContacts(read, report);
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
