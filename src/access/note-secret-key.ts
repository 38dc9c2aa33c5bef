import type pg from 'pg';
import { type Secrets, WrongSecretKey } from './secrets.ts';

// A database notes which secret key it was made with, once. Servers that share it share the key, whether or not a source
// has secrets yet: each would seal with its own, and none could read the other's.

type Connection = Pick<pg.Pool | pg.PoolClient, 'query'>;

/** Notes the first key that a database sees, and ends with `WrongSecretKey` for every other one from then on. */
export async function noteSecretKey(
  connection: Connection,
  fingerprint: Secrets['fingerprint'],
): Promise<void> {
  await connection.query(
    `insert into installation (key, value) values ('secret_key_fingerprint', to_jsonb($1::text))
     on conflict (key) do nothing`,
    [fingerprint],
  );
  const noted = await notedSecretKey(connection);
  if (noted === fingerprint) return;
  throw new WrongSecretKey(
    'This database was made with another secret key, so what is encrypted in it cannot be read. Set SWITCHBOOK_SECRET_KEY ' +
      'to that key: where it was never set, it stands in secret.key in the data folder of the first server. Only if it is ' +
      'lost, or nothing is in this database yet, stop every Switchbook on it and run `switchbook secret-key forget`. ' +
      'Nothing was changed.',
  );
}

/** The fingerprint of the key that the database was made with; `null` before the first start. */
export async function notedSecretKey(connection: Connection): Promise<string | null> {
  const { rows } = await connection.query<{ value: string }>(
    "select value from installation where key = 'secret_key_fingerprint'",
  );
  return rows[0]?.value ?? null;
}

/** For a key that is lost: the next one that comes is noted. What was sealed stays, and cannot be read without the old one. */
export async function forgetSecretKey(connection: Connection): Promise<void> {
  await connection.query("delete from installation where key = 'secret_key_fingerprint'");
}
