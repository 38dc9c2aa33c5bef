import type { Db } from '../database/connect.ts';
import { isUniqueViolation } from '../database/sqlstate.ts';
import { DirectoryError } from '../domain/errors.ts';
import { newId, type TenantId } from '../domain/ids.ts';

export async function createTenant(db: Db, name: string): Promise<TenantId> {
  const tenantId = newId<TenantId>();
  try {
    await db.insertInto('tenant').values({ tenant_id: tenantId, name, country: null }).execute();
  } catch (error) {
    if (isUniqueViolation(error))
      throw new DirectoryError('already-exists', `There is a tenant named "${name}" already.`, {
        cause: error,
      });
    throw error;
  }
  return tenantId;
}

/** By id or name (any case); without either, the only one there is. */
export async function findTenant(db: Db, idOrName: string | undefined): Promise<TenantId> {
  const all = await db
    .selectFrom('tenant')
    .select(['tenant_id', 'name'])
    .orderBy('created_at')
    .limit(10_000)
    .execute();
  if (idOrName !== undefined) {
    const found = all.find(
      (tenant) => tenant.tenant_id === idOrName || tenant.name.toLowerCase() === idOrName.toLowerCase(),
    );
    if (!found) throw new DirectoryError('not-found', `There is no tenant "${idOrName}".`);
    return found.tenant_id as TenantId;
  }
  if (all.length === 1) return all[0]!.tenant_id as TenantId;
  throw new DirectoryError(
    'invalid-input',
    all.length === 0
      ? 'There is no tenant yet. Create the first administrator in the browser, or run: tenant create NAME'
      : 'There are several tenants. Say which with --tenant NAME.',
  );
}
