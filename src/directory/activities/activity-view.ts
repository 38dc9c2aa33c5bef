import type { Selectable } from 'kysely';
import type { Tables } from '../../database/tables.ts';

/** An activity as the API shows it (contract/activity.ts). */
export function activityView(row: Selectable<Tables['activity']>) {
  return {
    id: row.id,
    contactId: row.contact_id,
    kind: row.kind,
    at: row.at.toISOString(),
    text: row.text,
    direction: row.direction,
    number: row.number,
    extension: row.extension,
    durationSeconds: row.duration_seconds,
    author: { kind: row.author_kind, id: row.author_id, name: row.author_name },
    editedAt: row.edited_at?.toISOString() ?? null,
  };
}
export type ActivityView = ReturnType<typeof activityView>;
