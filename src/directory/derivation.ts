import type { Db, Trx } from '../database/connect.ts';
import type { TenantId } from '../domain/ids.ts';
import type { NameOrder } from '../domain/person-name.ts';

/** The settings of a company that decide how readers see its contacts. */
export interface Derivation {
  /** Reads numbers that have no country code. */
  readonly country: string;
  readonly nameOrder: NameOrder;
}

/** Raised with every change of the rules by which published rows follow from contacts: then all are derived anew. */
const rulesVersion = 3;

/** What rows are derived with, as a text that differs whenever they have to be derived anew. */
export const derivationKey = ({ country, nameOrder }: Derivation): string =>
  `${country} ${nameOrder} ${rulesVersion}`;

/**
 * A company's country is its own, else the installation's (which the server writes at its start, so that all processes
 * agree), else `fallback`.
 */
export async function tenantDerivation(
  db: Db | Trx,
  tenantId: TenantId,
  fallback = 'US',
): Promise<Derivation> {
  const row = await db
    .selectFrom('tenant')
    .select((eb) => [
      'country',
      'name_order',
      eb.selectFrom('installation').select('value').where('key', '=', 'default_country').as('default'),
    ])
    .where('tenant_id', '=', tenantId)
    .executeTakeFirst();
  return {
    country: row?.country ?? (typeof row?.default === 'string' ? row.default : fallback),
    nameOrder: row?.name_order ?? 'first-last',
  };
}

/** Keeps what a company's rows are derived with until now, before a setting changes: the background sees the difference. */
export async function keepDerivation(trx: Trx, tenantId: TenantId): Promise<void> {
  await trx
    .insertInto('derivation')
    .values({ tenant_id: tenantId, derived_with: derivationKey(await tenantDerivation(trx, tenantId)) })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
