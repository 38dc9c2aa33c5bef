import { createHash } from 'node:crypto';
import { DirectoryError } from '../../domain/errors.ts';
import { compileMapping, type Mapping, mappedColumns } from '../../domain/mapping.ts';
import { cellText } from '../read-cells.ts';
import { cellKind } from './cell-kind.ts';
import { type FileForm, findForm } from './find-form.ts';
import { findHeading } from './find-heading.ts';
import { isSecretHeading } from './is-secret-heading.ts';
import { proposeMapping } from './propose-mapping.ts';

/** What the beginning of a table tells: where its column names are, and what would be read of them. */
export interface Table extends FileForm {
  readonly columns: readonly string[];
  /** Up to three rows that show the most of the columns. */
  readonly rows: readonly (readonly string[])[];
  /** By the table of known headings. */
  readonly proposed: Mapping;
  /** Columns that hold something and that `proposed` does not know. */
  readonly unknown: readonly string[];
  /** Columns that hold words in most rows: the names of people, perhaps. */
  readonly wordy: readonly string[];
  /** The same header again: by this its mapping is remembered. `null` without a header. */
  readonly digest: string | null;
}

const columnsAtMost = 500;
// Characters; a template has room for several.
const nameAtMost = 100;
// Enough to see what a column holds.
const sampleRows = 200;

/** Looks at the first records of a file. */
export function readTable(records: readonly (readonly string[])[], country: string): Table {
  const { isPlain, headerAt } = findForm(records, country);
  const header = headerAt === null ? [] : records[headerAt]!.map(cellText);
  const below = records
    .slice(headerAt === null ? 0 : headerAt + 1)
    .slice(0, sampleRows)
    .map((cells) => cells.map(cellText))
    .filter((cells) => cells.some((text) => text !== ''));
  const columns = columnNames(header, below);
  const { mapping, unknown } = proposeMapping(columns, below, country);
  return {
    headerAt,
    isPlain: isPlain || isPlainForm(header, below, country),
    columns,
    rows: fullest(withoutSecrets(columns)(below)),
    proposed: mapping,
    unknown,
    wordy: columns.filter(
      (_, at) =>
        below.filter((cells) => cellKind(cells[at] ?? '', country) === 'text').length * 2 > below.length,
    ),
    digest: headerAt === null ? null : createHash('sha256').update(JSON.stringify(columns)).digest('hex'),
  };
}

/** A name for each column, none twice: `Phone`, `Phone (2)`; one without is called by its place. */
function columnNames(header: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const width = rows.reduce((most, cells) => Math.max(most, cells.length), header.length);
  if (header.length > columnsAtMost) throw tooManyColumns();
  const taken = new Set<string>();
  return Array.from({ length: Math.min(width, columnsAtMost) }, (_, at) => {
    const name = header[at]?.slice(0, nameAtMost).toWellFormed() || `Column ${at + 1}`;
    let unique = name;
    for (let copy = 2; taken.has(unique); copy += 1) unique = `${name} (${copy})`;
    taken.add(unique);
    return unique;
  });
}

// `first,middle,last,email,company` above `type:number` cells that no column is named for.
const plainOrder = ['firstName', 'middleName', 'lastName', 'email', 'company'];
function isPlainForm(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  country: string,
): boolean {
  return (
    plainOrder.every((heading, at) => findHeading(header[at] ?? '')?.heading === heading) &&
    rows.some((cells) => cells.slice(5).some((text) => cellKind(text, country) === 'typed'))
  );
}

/** Three rows, each the one that shows most columns that no earlier one shows; in the order of the file. */
function fullest(rows: readonly (readonly string[])[]): string[][] {
  const shown = new Set<number>();
  const chosen: number[] = [];
  while (chosen.length < Math.min(3, rows.length)) {
    const gain = rows.map((cells, at) =>
      chosen.includes(at) ? -1 : cells.filter((text, column) => text !== '' && !shown.has(column)).length,
    );
    const best = gain.indexOf(Math.max(...gain));
    chosen.push(best);
    rows[best]!.forEach((text, column) => {
      if (text !== '') shown.add(column);
    });
  }
  return chosen.sort((a, b) => a - b).map((at) => rows[at]!.map((text) => text.slice(0, 200)));
}

/** Columns that hold something and that a mapping leaves out, but for those that a phone book has no place for. */
export function columnsNotRead(table: Table, mapping: Mapping): string[] {
  const read = mappedColumns(mapping);
  return table.columns.filter(
    (column) =>
      // Of these there are no samples.
      (isSecretHeading(column) && table.unknown.includes(column)) ||
      (!read.has(column) &&
        (table.unknown.includes(column) ||
          (findHeading(column) ?? { heading: 'unwanted' }).heading !== 'unwanted') &&
        table.rows.some((cells) => (cells[table.columns.indexOf(column)] ?? '') !== '')),
  );
}

/** Rows without what their columns say is secret: it is neither shown nor read, whatever a mapping names. */
export function withoutSecrets(columns: readonly string[]) {
  const secret = columns.flatMap((column, at) => (isSecretHeading(column) ? [at] : []));
  return (rows: readonly (readonly string[])[]): readonly (readonly string[])[] =>
    secret.length === 0
      ? rows
      : rows.map((cells) => cells.map((text, at) => (secret.includes(at) ? '' : text)));
}

/** Whether a mapping makes contacts at all: a contact has a name or a company. */
export const makesContacts = (mapping: Mapping): boolean =>
  [mapping.firstName, mapping.lastName, mapping.displayName, mapping.company].some(Boolean);

/**
 * Whether people's names may stand in a column that a proposed mapping leaves out: a table of companies has none, and
 * nobody should lose the people of one that has.
 */
export const mayMissNames = (table: Table, mapping: Mapping): boolean =>
  ![mapping.firstName, mapping.lastName, mapping.displayName].some(Boolean) &&
  columnsNotRead(table, mapping).some((column) => table.wordy.includes(column));

/** The rows that are shown as the contacts that they would become. */
export const sampleContacts = (table: Table, mapping: Mapping) =>
  table.rows.map(compileMapping(mapping, table.columns));

const tooManyColumns = () =>
  new DirectoryError(
    'too-large',
    `This file has more than ${columnsAtMost} columns. Leave out what is not needed and upload it again. Nothing was changed.`,
  );
