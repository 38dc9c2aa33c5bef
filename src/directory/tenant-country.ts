import type { Actor } from '../access/audit.ts';
import { recordAudit } from '../access/audit.ts';
import type { Db, Trx } from '../database/connect.ts';
import { DirectoryError } from '../domain/errors.ts';
import type { TenantId } from '../domain/ids.ts';
import { isCountry } from '../domain/number.ts';
import { inTransaction } from './in-transaction.ts';

/**
 * The country that gives meaning to a tenant's numbers without a country code: its own, else the installation's (which
 * the server writes at its start, so that all processes agree), else `fallback`.
 */
export async function tenantCountry(db: Db | Trx, tenantId: TenantId, fallback = 'US'): Promise<string> {
  const row = await db
    .selectFrom('tenant')
    .select((eb) => [
      'country',
      eb.selectFrom('installation').select('value').where('key', '=', 'default_country').as('default'),
    ])
    .where('tenant_id', '=', tenantId)
    .executeTakeFirst();
  return row?.country ?? (typeof row?.default === 'string' ? row.default : fallback);
}

/**
 * Sets a tenant's country; `null` goes back to the installation's. Published numbers follow in the background, see
 * rederive-numbers.ts. Ends with `invalid-input` for what is no country.
 */
export async function setTenantCountry(
  db: Db,
  tenantId: TenantId,
  actor: Actor,
  country: string | null,
): Promise<void> {
  if (country !== null && !isCountry(country)) {
    const message = 'Choose a country, in two letters such as US or BA.';
    throw new DirectoryError('invalid-input', message, { errors: [{ path: 'country', message }] });
  }
  await inTransaction(db, async (trx) => {
    const before = await tenantCountry(trx, tenantId);
    // What the numbers were read with until now, so that the background can see the difference.
    await trx
      .insertInto('number_country')
      .values({ tenant_id: tenantId, country: before, target: null, after_id: null })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    await trx.updateTable('tenant').set({ country }).where('tenant_id', '=', tenantId).execute();
    await recordAudit(trx, tenantId, actor, {
      action: 'tenant.country-changed',
      subjectKind: 'tenant',
      subjectId: tenantId,
      details: { country },
    });
  });
}
