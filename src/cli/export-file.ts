import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type pg from 'pg';
import { portableTables } from './portable-tables.ts';
import { type Command, readArguments, withDatabase } from './usage.ts';

const batch = 2000;

/** One snapshot of the whole installation: gzip of JSON lines, a header and then a table after the other. */
export const exportFile: Command = {
  name: 'export',
  usage: 'export FILE',
  async run(args) {
    const file = readArguments(args, { options: [], words: 1 }).words[0] ?? '';
    await withDatabase(async ({ pool }) => {
      const client = await pool.connect();
      try {
        await client.query('set statement_timeout = 0');
        await client.query('begin isolation level repeatable read read only');
        const target = createWriteStream(file, { mode: 0o600, flags: 'wx' });
        await pipeline(Readable.from(lines(client)), createGzip(), target);
        await client.query('commit');
      } finally {
        client.release(true);
      }
    });
    process.stderr.write(
      `Written to ${file}. It holds encrypted credentials: keep the secret key (SWITCHBOOK_SECRET_KEY, or secret.key in the data folder) for the import.\n`,
    );
    return 0;
  },
};

async function* lines(client: pg.PoolClient): AsyncGenerator<string> {
  const { rows: migrations } = await client.query<{ name: string }>(
    'select name from migration order by name',
  );
  const { rows: key } = await client.query<{ value: string }>(
    "select value from installation where key = 'secret_key_fingerprint'",
  );
  const header = {
    switchbook: 1,
    migrations: migrations.map(({ name }) => name),
    secretKey: key[0]?.value ?? null,
  };
  yield `${JSON.stringify(header)}\n`;
  for (const table of portableTables) {
    await client.query(`declare rows no scroll cursor for select to_jsonb(t)::text as row from ${table} t`);
    for (;;) {
      const { rows } = await client.query<{ row: string }>(`fetch ${batch} from rows`);
      if (rows.length === 0) break;
      yield `${JSON.stringify({ table })}\n${rows.map(({ row }) => row).join('\n')}\n`;
    }
    await client.query('close rows');
  }
  yield '{"end":true}\n';
}
