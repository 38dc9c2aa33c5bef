import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import type pg from 'pg';
import { createSecrets } from '../access/secrets.ts';
import { readSecretKey } from '../config.ts';
import { DirectoryError } from '../domain/errors.ts';
import { portableTables } from './portable-tables.ts';
import { type Command, readArguments, withDatabase } from './usage.ts';

const batch = 2000;

/** Reads an export into an empty installation, in one transaction: all of it or nothing. */
export const importFile: Command = {
  name: 'import',
  usage: 'import FILE',
  async run(args) {
    const file = readArguments(args, { options: [], words: 1 }).words[0] ?? '';
    const count = await withDatabase(async ({ pool }, config) => {
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
        const read = await readInto(client, file, createSecrets(readSecretKey(config)).fingerprint);
        await client.query('commit');
        return read;
      } catch (error) {
        await client.query('rollback').catch(() => {});
        throw error;
      } finally {
        client.release(true);
      }
    });
    process.stderr.write(`${count} rows were imported.\n`);
    return 0;
  },
};

async function readInto(client: pg.PoolClient, file: string, fingerprint: string): Promise<number> {
  let table = '';
  let rows: string[] = [];
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
  };
  const input = createReadStream(file).pipe(createGunzip());
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (state === 'header') {
      await checkHeader(client, JSON.parse(line), fingerprint);
      state = 'rows';
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
      if (rows.length === batch) await flush();
    }
  }
  if (state !== 'end')
    throw new DirectoryError('unsupported-file', `${file} is not a whole export of Switchbook.`);
  return count;
}

async function checkHeader(client: pg.PoolClient, header: unknown, fingerprint: string): Promise<void> {
  const { switchbook, migrations, secretKey } = header as {
    switchbook?: number;
    migrations?: string[];
    secretKey?: string | null;
  };
  const { rows } = await client.query<{ name: string }>('select name from migration order by name');
  if (switchbook !== 1 || JSON.stringify(migrations) !== JSON.stringify(rows.map(({ name }) => name))) {
    throw new DirectoryError(
      'unsupported-file',
      'The file was written by another version of Switchbook. Import it with that version.',
    );
  }
  if (secretKey && secretKey !== fingerprint) {
    throw new DirectoryError(
      'invalid-input',
      'The file’s credentials were encrypted with another secret key. Set SWITCHBOOK_SECRET_KEY to that key and try again.',
    );
  }
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
