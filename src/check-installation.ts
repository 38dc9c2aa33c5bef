import { type Secrets, WrongSecretKey } from './access/secrets.ts';
import type { Db } from './database/connect.ts';

/** Notes what every process and every query must agree on, and refuses a secret key that is not this database's. */
export async function checkInstallation(db: Db, secrets: Secrets, defaultCountry: string): Promise<void> {
  const known = await db
    .selectFrom('installation')
    .select('value')
    .where('key', '=', 'secret_key_fingerprint')
    .executeTakeFirst();
  if (known && known.value !== secrets.fingerprint) {
    const used = await db
      .selectFrom('source')
      .select('id')
      .where('secrets', 'is not', null)
      .limit(1)
      .executeTakeFirst();
    if (used) {
      throw new WrongSecretKey(
        'SWITCHBOOK_SECRET_KEY is not the key that this database was made with, so sources’ credentials cannot be ' +
          'read. Set the old key (without the setting it stands in secret.key in the data folder). Nothing was changed.',
      );
    }
  }
  for (const [key, value] of [
    ['secret_key_fingerprint', secrets.fingerprint],
    ['default_country', defaultCountry],
  ] as const) {
    await db
      .insertInto('installation')
      .values({ key, value: JSON.stringify(value) })
      .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: JSON.stringify(value) }))
      .execute();
  }
}
