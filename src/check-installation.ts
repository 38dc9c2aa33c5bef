import { noteSecretKey } from './access/note-secret-key.ts';
import type { Secrets } from './access/secrets.ts';
import type { Connection } from './database/connect.ts';

/** Notes what every process and every query must agree on. Ends with `WrongSecretKey` for a key that is not the database's. */
export async function checkInstallation(
  { db, pool }: Pick<Connection, 'db' | 'pool'>,
  secrets: Secrets,
  defaultCountry: string,
): Promise<void> {
  await noteSecretKey(pool, secrets.fingerprint);
  const value = JSON.stringify(defaultCountry);
  await db
    .insertInto('installation')
    .values({ key: 'default_country', value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
    .execute();
}
