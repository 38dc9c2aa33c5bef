import { open, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type pg from 'pg';
import { notedSecretKey } from '../access/note-secret-key.ts';
import { DirectoryError } from '../domain/errors.ts';
import { portableTables } from './portable-tables.ts';

const batch = 2000;

/**
 * Writes one snapshot of the whole installation: gzip of JSON lines, a header, then a table after the other, and a last
 * line that says that it is whole. Ends with `already-exists` when the file is there; a failure leaves no file behind.
 */
export async function writeExport(pool: pg.Pool, file: string): Promise<void> {
  const target = await open(file, 'wx', 0o600).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
    throw new DirectoryError('already-exists', `There is a file ${file} already. Choose another name.`);
  });
  try {
    const client = await pool.connect();
    try {
      await client.query('set statement_timeout = 0');
      await client.query('begin isolation level repeatable read read only');
      // `flush`: what the command calls written is on the disk.
      await pipeline(Readable.from(lines(client)), createGzip(), target.createWriteStream({ flush: true }));
      await client.query('commit');
    } finally {
      client.release(true);
    }
  } catch (error) {
    await rm(file, { force: true });
    throw error;
  } finally {
    await target.close().catch(() => {});
  }
}

async function* lines(client: pg.PoolClient): AsyncGenerator<string> {
  const { rows: migrations } = await client.query<{ name: string }>(
    'select name from migration order by name',
  );
  const header = {
    switchbook: 1,
    migrations: migrations.map(({ name }) => name),
    secretKey: await notedSecretKey(client),
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
