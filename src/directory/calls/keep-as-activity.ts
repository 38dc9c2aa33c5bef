import { sql } from 'kysely';
import type { Actor } from '../../access/audit.ts';
import type { Trx } from '../../database/connect.ts';
import { newId, type TenantId } from '../../domain/ids.ts';
import { readNumber } from '../../domain/number.ts';
import type { CallRow } from './merge-report.ts';

/** Keeps an ended call as an activity, once a call id; a report that came late completes what the end did not know. */
export async function keepAsActivity(
  trx: Trx,
  tenantId: TenantId,
  actor: Actor,
  row: Omit<CallRow, 'tenant_id'>,
  country: string,
): Promise<void> {
  await trx
    .insertInto('activity')
    .values({
      tenant_id: tenantId,
      id: newId(),
      contact_id: row.contact_id,
      kind: 'call',
      at: row.started_at,
      direction: row.direction,
      number: row.number,
      digits: row.digits,
      whole: isWhole(row.number, country),
      extension: row.extension,
      duration_seconds: row.duration_seconds,
      author_kind: actor.kind,
      author_id: actor.id,
      author_name: actor.name,
      call_id: row.call_id,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['tenant_id', 'call_id'])
        .where('call_id', 'is not', null)
        .doUpdateSet((existing) => ({
          contact_id: sql`coalesce(activity.contact_id, ${existing.ref('excluded.contact_id')})`,
          at: existing.ref('excluded.at'),
          number: existing.ref('excluded.number'),
          digits: existing.ref('excluded.digits'),
          whole: existing.ref('excluded.whole'),
          extension: existing.ref('excluded.extension'),
          duration_seconds: existing.ref('excluded.duration_seconds'),
        })),
    )
    .execute();
}

function isWhole(number: string, country: string): boolean {
  return readNumber(number, country).e164 !== null;
}
