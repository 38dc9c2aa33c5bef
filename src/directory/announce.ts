import type { Db, Trx } from '../database/connect.ts';
import { noticeBytes, notify } from '../database/notify.ts';
import type { PersonId, TenantId } from '../domain/ids.ts';
import type { Json } from '../domain/json.ts';

type EventFields = Readonly<Record<string, Json>>;

export interface Announcement {
  readonly tenantId: TenantId;
  readonly event: 'run' | 'contacts' | 'import' | 'call';
  readonly data: EventFields;
  /** Only for this person's browsers. Absent: everybody's of the tenant. */
  readonly personId?: PersonId;
}

/**
 * Tells the tenant's open browsers, in every process, through `/events`, once the transaction commits. Texts for which a
 * notice has no room are left out (empty), the longest first: pages read again what they show.
 */
export async function announce(db: Db | Trx, announcement: Announcement): Promise<void> {
  const { data } = announcement;
  let payload = JSON.stringify(announcement);
  for (let left = data; Buffer.byteLength(payload) > noticeBytes; ) {
    left = withoutLongest(left);
    payload = JSON.stringify({ ...announcement, data: left });
  }
  await notify(db, 'switchbook_event', payload);
}

function withoutLongest(data: EventFields): EventFields {
  const texts = Object.entries(data).filter(([, value]) => typeof value === 'string' && value !== '');
  const [longest] = texts.sort(([, one], [, other]) => bytesOf(other) - bytesOf(one));
  if (!longest) throw new Error('A notice is too long without its texts.');
  return { ...data, [longest[0]]: '' };
}

const bytesOf = (value: Json) => Buffer.byteLength(JSON.stringify(value));
