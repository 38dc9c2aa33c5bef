import type { Actor } from '../access/audit.ts';
import { recordAudit } from '../access/audit.ts';
import type { Db, Trx } from '../database/connect.ts';
import { DirectoryError } from '../domain/errors.ts';
import type { TenantId } from '../domain/ids.ts';
import { isCountry } from '../domain/number.ts';
import { keepDerivation, tenantDerivation } from './derivation.ts';
import { inTransaction } from './in-transaction.ts';

/** The country that gives meaning to a tenant's numbers without a country code, see derivation.ts. */
export const tenantCountry = async (db: Db | Trx, tenantId: TenantId, fallback = 'US'): Promise<string> =>
  (await tenantDerivation(db, tenantId, fallback)).country;

/**
 * Sets a tenant's country; `null` goes back to the installation's. Published numbers follow in the background, see
 * rederive-contacts.ts. Ends with `invalid-input` for what is no country.
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
    await keepDerivation(trx, tenantId);
    await trx.updateTable('tenant').set({ country }).where('tenant_id', '=', tenantId).execute();
    await recordAudit(trx, tenantId, actor, {
      action: 'tenant.country-changed',
      subjectKind: 'tenant',
      subjectId: tenantId,
      details: { country },
    });
  });
}
