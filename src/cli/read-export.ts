import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import type pg from 'pg';
import { DirectoryError } from '../domain/errors.ts';
import { checkExportHeader } from './check-export-header.ts';
import { portableTables } from './portable-tables.ts';
import { splitLines } from './split-lines.ts';

// Rows are sent in batches: by number for speed, by size so that long ones do not fill the memory.
const batchRows = 2000;
const batchCharacters = 8_000_000;
// The longest row that a table can give is far shorter.
const longestLine = 64 * 2 ** 20;

/**
 * Reads an export into an empty installation, in one transaction: all of it or nothing. Returns the number of rows. Ends
 * with `already-exists` where there is data, and with `unsupported-file` for a file that is cut off or no export.
 */
export async function readExport(pool: pg.Pool, file: string, fingerprint: string): Promise<number> {
  const client = await pool.connect();
  try {
    await client.query('set statement_timeout = 0');
    await client.query('begin');
    const { rows } = await client.query('select from tenant limit 1');
    if (rows.length > 0)
      throw new DirectoryError(
        'already-exists',
        'This installation has data already. Import into an empty one.',
      );
    const count = await pipeline(createReadStream(file), createGunzip(), (chunks: AsyncIterable<Buffer>) =>
      insertAll(client, splitLines(chunks, longestLine), fingerprint),
    );
    await client.query('commit');
    return count;
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error instanceof DirectoryError ? error : explain(error, file);
  } finally {
    client.release(true);
  }
}

async function insertAll(
  client: pg.PoolClient,
  lines: AsyncIterable<string>,
  fingerprint: string,
): Promise<number> {
  let table = '';
  let rows: string[] = [];
  let characters = 0;
  let count = 0;
  let state: 'header' | 'rows' | 'end' = 'header';
  const flush = async () => {
    if (rows.length === 0) return;
    const columns = await insertable(client, table);
    await client.query(
      `insert into ${table} (${columns}) overriding system value
       select ${columns} from jsonb_populate_recordset(null::${table}, $1::jsonb)`,
      [`[${rows.join(',')}]`],
    );
    count += rows.length;
    rows = [];
    characters = 0;
  };
  for await (const line of lines) {
    if (state === 'header') {
      await checkExportHeader(client, JSON.parse(line), fingerprint);
      state = 'rows';
    } else if (state === 'end') {
      throw new SyntaxError('there is more after the last line');
    } else if (line.startsWith('{"table":')) {
      await flush();
      table = (JSON.parse(line) as { table: string }).table;
      if (!portableTables.some((name) => name === table))
        throw new DirectoryError(
          'unsupported-file',
          `The file holds a table that is not known here (${table}).`,
        );
    } else if (line === '{"end":true}') {
      await flush();
      state = 'end';
    } else {
      rows.push(line);
      characters += line.length;
      if (rows.length === batchRows || characters > batchCharacters) await flush();
    }
  }
  if (state !== 'end') throw new SyntaxError('the last line is missing');
  await countOn(client);
  return count;
}

// Rows bring their numbers along, and PostgreSQL does not notice: new ones of the same run would get them again.
async function countOn(client: pg.PoolClient): Promise<void> {
  const { rows } = await client.query<{ table: string; column: string }>(
    `select attrelid::regclass::text as table, quote_ident(attname) as column from pg_attribute
     where attidentity <> '' and attrelid = any($1::regclass[])`,
    [portableTables],
  );
  for (const { table, column } of rows)
    await client.query(
      `select setval(pg_get_serial_sequence($1, $2), coalesce(max(${column}), 0) + 1, false) from ${table}`,
      [table, column],
    );
}

// Numbers of the database that the file came from: of its transactions, and of places in its search index. The engine
// finds new places.
const ofOneDatabase = ['txid', 'slot'];

async function insertable(client: pg.PoolClient, table: string): Promise<string> {
  const { rows } = await client.query<{ name: string }>(
    `select quote_ident(attname) as name from pg_attribute
     where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''
       and attname <> all($2::text[]) order by attnum`,
    [table, ofOneDatabase],
  );
  return rows.map(({ name }) => name).join(', ');
}

// Classes 22 and 23 of PostgreSQL's codes: a value cannot be read, or does not fit the others.
const isBadData = (code: string) => /^2[23]...$/.test(code);

function explain(error: unknown, file: string): unknown {
  const code = (error as { code?: unknown }).code;
  if (code === 'ENOENT')
    return new DirectoryError('not-found', `There is no file ${file}.`, { cause: error });
  const isBroken =
    error instanceof SyntaxError ||
    error instanceof RangeError ||
    (typeof code === 'string' && (code.startsWith('Z_') || isBadData(code)));
  if (!isBroken) return error;
  return new DirectoryError(
    'unsupported-file',
    `${file} is not a whole export of Switchbook: it was cut off or changed, or something else wrote it. Nothing was imported. ` +
      'Copy the file again, or use another export.',
    { cause: error },
  );
}
