import type { Derivation } from '../directory/derivation.ts';
import { storableJson } from '../directory/json-rows.ts';
import { stagedCells, stagedColumns } from '../directory/publish-contacts-staged.ts';
import type { ContactFields } from '../domain/contact.ts';
import type { FileEncoding } from '../domain/file-encodings.ts';
import { newId, type PersonId, type TenantId } from '../domain/ids.ts';
import type { Mapping } from '../domain/mapping.ts';
import type { ContactForm, FileScope } from './contact-form.ts';
import { mergeKeys } from './merge-keys.ts';
import { readFile } from './read-file.ts';
import { unusedRow } from './unused-rows.ts';

export interface StageOptions extends Derivation {
  readonly tenantId: TenantId;
  readonly book: 'central' | 'personal';
  readonly ownerId: PersonId | null;
  readonly mode: 'replace' | 'merge';
  /** A preview publishes nothing, so nothing that readers see is derived. */
  readonly dryRun: boolean;
  /** What the whole file turned out to be. */
  readonly encoding?: FileEncoding | undefined;
  /** Instead of what the header suggests. */
  readonly mapping?: Mapping | undefined;
}

export interface SkippedNumberOfRow {
  readonly row: number;
  readonly value: string;
  readonly reason: string;
}
export interface RejectedRow {
  readonly row: number;
  readonly reason: string;
}

/** What one piece of a file gave: rows for COPY into `staged_contact`, and what could not be used. */
export interface StagedPiece {
  readonly copy: string;
  readonly contacts: number;
  readonly form: ContactForm | null;
  readonly scope: FileScope;
  readonly encoding: FileEncoding;
  readonly skippedNumbers: readonly SkippedNumberOfRow[];
  readonly skippedTotal: number;
  readonly rejectedRows: readonly RejectedRow[];
  readonly rejectedTotal: number;
  readonly doubtfulRows: readonly RejectedRow[];
  readonly doubtfulTotal: number;
  /** All of them, as lines of `unusedRow`. */
  readonly report: string;
}

/** The table that a file is copied into; it belongs to one connection. */
export const stagedTable = [
  { name: 'row_no', type: 'integer' },
  { name: 'fields', type: 'jsonb' },
  { name: 'keys', type: 'text[]' },
  ...stagedColumns,
];

/** At most so many skipped numbers and rejected rows are told one by one; the totals count all. */
export const toldAtMost = 1_000;

/** Turns a file, piece by piece, into rows for the database. `null`: the file has ended. */
export function stageFile(options: StageOptions): { write(chunk: Uint8Array | null): StagedPiece } {
  const file = readFile(options.country, options);
  let told = { skipped: 0, rejected: 0, doubtful: 0 };
  return {
    write: (chunk) => {
      const records = file.write(chunk);
      const lines: string[] = [];
      const skipped: SkippedNumberOfRow[] = [];
      const rejected: RejectedRow[] = [];
      const doubtful: RejectedRow[] = [];
      const report: string[] = [];
      for (const { row, reading, doubt } of records) {
        if (doubt) {
          doubtful.push({ row, reason: doubt });
          report.push(unusedRow(row, '', doubt));
        }
        if ('rejected' in reading) {
          rejected.push({ row, reason: reading.rejected });
          report.push(unusedRow(row, '', reading.rejected));
        } else {
          for (const number of reading.skipped) {
            skipped.push({ row, ...number });
            report.push(unusedRow(row, number.value, number.reason));
          }
          lines.push(stagedLine(row, reading.fields, options));
        }
      }
      const piece = {
        copy: lines.join(''),
        contacts: lines.length,
        form: records[0]?.form ?? null,
        scope: file.scope(),
        encoding: file.encoding(),
        skippedNumbers: skipped.slice(0, Math.max(0, toldAtMost - told.skipped)),
        skippedTotal: skipped.length,
        rejectedRows: rejected.slice(0, Math.max(0, toldAtMost - told.rejected)),
        rejectedTotal: rejected.length,
        doubtfulRows: doubtful.slice(0, Math.max(0, toldAtMost - told.doubtful)),
        doubtfulTotal: doubtful.length,
        report: report.join(''),
      };
      told = {
        skipped: told.skipped + skipped.length,
        rejected: told.rejected + rejected.length,
        doubtful: told.doubtful + doubtful.length,
      };
      return piece;
    },
  };
}

function stagedLine(row: number, fields: ContactFields, options: StageOptions): string {
  const { book, ownerId, country, mode, dryRun } = options;
  const id = newId();
  const origin = { book, ownerId, sourceId: null };
  const cells = [
    String(row),
    storableJson(fields),
    mode === 'merge' ? textArray(mergeKeys(fields, country)) : null,
    ...(dryRun
      ? stagedColumns.map(({ name }) => (name === 'id' ? id : null))
      : stagedCells(id, origin, fields, options)),
  ];
  return `${cells.map((cell) => (cell === null ? '\\N' : forCopy(cell))).join('\t')}\n`;
}

const textArray = (texts: readonly string[]) =>
  `{${texts.map((text) => `"${text.replace(/[\\"]/g, (mark) => `\\${mark}`)}"`).join(',')}}`;

// COPY's text format: https://www.postgresql.org/docs/current/sql-copy.html
const forCopy = (text: string) =>
  /[\\\t\n\r]/.test(text)
    ? text.replace(
        /[\\\t\n\r]/g,
        (mark) => ({ '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' })[mark] ?? mark,
      )
    : text;
