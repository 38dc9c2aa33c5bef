import type { Db, Trx } from '../database/connect.ts';
import { notify } from '../database/notify.ts';
import type { PersonId, TenantId } from '../domain/ids.ts';
import type { Json } from '../domain/json.ts';

export interface Announcement {
  readonly tenantId: TenantId;
  readonly event: 'run' | 'contacts' | 'import' | 'call';
  readonly data: Json;
  /** Only for this person's browsers. Absent: everybody's of the tenant. */
  readonly personId?: PersonId;
}

/** Tells the tenant's open browsers, in every process, through `/events`, once the transaction commits. */
export async function announce(db: Db | Trx, announcement: Announcement): Promise<void> {
  await notify(db, 'switchbook_event', JSON.stringify(announcement));
}
