import type { Trx } from '../../database/connect.ts';
import type { TenantId } from '../../domain/ids.ts';

/** The extensions at which a call is shown. */
export async function shownAt(trx: Trx, tenantId: TenantId, callId: string): Promise<string[]> {
  const rows = await trx
    .selectFrom('call_extension')
    .select('extension')
    .where('tenant_id', '=', tenantId)
    .where('call_id', '=', callId)
    .execute();
  return rows.map(({ extension }) => extension);
}

/** Shows a call at these extensions and at no other. */
export async function showAt(
  trx: Trx,
  tenantId: TenantId,
  callId: string,
  startedAt: Date,
  extensions: readonly string[],
): Promise<void> {
  await trx
    .deleteFrom('call_extension')
    .where('tenant_id', '=', tenantId)
    .where('call_id', '=', callId)
    .$if(extensions.length > 0, (query) => query.where('extension', 'not in', extensions))
    .execute();
  if (extensions.length === 0) return;
  await trx
    .insertInto('call_extension')
    .values(
      extensions.map((extension) => ({
        tenant_id: tenantId,
        call_id: callId,
        extension,
        started_at: startedAt,
      })),
    )
    .onConflict((conflict) =>
      conflict
        .columns(['tenant_id', 'call_id', 'extension'])
        .doUpdateSet((row) => ({ started_at: row.ref('excluded.started_at') })),
    )
    .execute();
}
