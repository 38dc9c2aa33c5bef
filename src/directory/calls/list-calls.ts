import type { Db } from '../../database/connect.ts';
import { getContact } from '../search/get-contact.ts';
import { lookupCaller } from '../search/lookup-caller.ts';
import type { Viewer } from '../viewer.ts';

// A call that nobody ended (the PBX fell over) is not under way for ever.
const openHours = 4;

/** The calls of an extension, newest first, each with the contact as this viewer may see it. At most 200. */
export async function listCalls(
  db: Db,
  viewer: Viewer,
  { extension, open, limit, country }: { extension: string; open: boolean; limit: number; country: string },
) {
  const rows = await db
    .selectFrom('call_extension as shown')
    .innerJoin('call', (join) =>
      join.onRef('call.tenant_id', '=', 'shown.tenant_id').onRef('call.call_id', '=', 'shown.call_id'),
    )
    .selectAll('call')
    .where('shown.tenant_id', '=', viewer.tenantId)
    .where('shown.extension', '=', extension)
    .$if(open, (query) =>
      query
        .where('event', '<>', 'ended')
        .where('shown.started_at', '>', new Date(Date.now() - openHours * 3_600_000)),
    )
    .orderBy('shown.started_at', 'desc')
    .limit(limit)
    .execute();
  return Promise.all(
    rows.map(async (row) => {
      const contact = await contactOf(db, viewer, row, country);
      return {
        callId: row.call_id,
        event: row.event,
        direction: row.direction,
        number: row.number,
        extension: row.extension,
        contactId: contact?.id ?? null,
        displayName: contact?.displayName ?? '',
        at: row.started_at.toISOString(),
        durationSeconds: row.duration_seconds,
      };
    }),
  );
}

async function contactOf(
  db: Db,
  viewer: Viewer,
  row: { contact_id: string | null; number: string },
  country: string,
) {
  if (row.contact_id) {
    const known = await getContact(db, viewer, row.contact_id).catch(() => null);
    if (known) return known;
  }
  return row.number ? (await lookupCaller(db, viewer, row.number, { country })).match : null;
}
