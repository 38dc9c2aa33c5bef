import type { Db } from '../database/connect.ts';
import { isUniqueViolation } from '../database/sqlstate.ts';
import { DirectoryError } from '../domain/errors.ts';
import type { TenantId } from '../domain/ids.ts';
import { type Actor, recordAudit } from './audit.ts';

/** Ends with `already-exists` when another tenant has the name. */
export async function renameTenant(db: Db, tenantId: TenantId, actor: Actor, name: string): Promise<void> {
  try {
    await db.transaction().execute(async (trx) => {
      await trx.updateTable('tenant').set({ name }).where('tenant_id', '=', tenantId).execute();
      await recordAudit(trx, tenantId, actor, {
        action: 'tenant.renamed',
        subjectKind: 'tenant',
        subjectId: tenantId,
        details: { name },
      });
    });
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    const message = `There is a tenant named "${name}" already.`;
    throw new DirectoryError('already-exists', message, {
      errors: [{ path: 'name', message }],
      cause: error,
    });
  }
}
