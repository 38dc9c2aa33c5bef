import type pg from 'pg';
import { z } from 'zod';
import { noteSecretKey } from '../access/note-secret-key.ts';
import { DirectoryError } from '../domain/errors.ts';

const header = z.object({
  switchbook: z.number(),
  migrations: z.array(z.string()),
  secretKey: z.string().nullish(),
});

/**
 * Refuses the first line of an export that this version, or this secret key, cannot bring in. The key that reads the
 * file's secrets becomes the database's.
 */
export async function checkExportHeader(
  client: pg.PoolClient,
  line: unknown,
  fingerprint: string,
): Promise<void> {
  const parsed = header.safeParse(line);
  if (!parsed.success) throw new SyntaxError('the first line is no header');
  const { switchbook, migrations, secretKey } = parsed.data;
  const { rows } = await client.query<{ name: string }>('select name from migration order by name');
  if (switchbook !== 1 || JSON.stringify(migrations) !== JSON.stringify(rows.map(({ name }) => name))) {
    throw new DirectoryError(
      'unsupported-file',
      'The file was written by another version of Switchbook. Import it with that version.',
    );
  }
  if (!secretKey) return;
  if (secretKey !== fingerprint) {
    throw new DirectoryError(
      'invalid-input',
      'The file’s credentials were encrypted with another secret key. Set SWITCHBOOK_SECRET_KEY to that key and try again.',
    );
  }
  await noteSecretKey(client, fingerprint);
}
