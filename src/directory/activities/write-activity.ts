import { type Actor, recordAudit } from '../../access/audit.ts';
import type { Db } from '../../database/connect.ts';
import { DirectoryError } from '../../domain/errors.ts';
import { newId, type TenantId } from '../../domain/ids.ts';
import { readNumber } from '../../domain/number.ts';
import { inTransaction } from '../in-transaction.ts';
import { isUuid } from '../is-uuid.ts';
import { type ActivityView, activityView } from './activity-view.ts';

export interface NewActivity {
  readonly kind: 'note' | 'call' | 'email';
  readonly text: string;
  readonly direction?: 'inbound' | 'outbound' | undefined;
  readonly number?: string | undefined;
  readonly at?: string | undefined;
  readonly durationSeconds?: number | undefined;
}

const aDayMs = 86_400_000;

/**
 * Adds to a contact's timeline. The caller has checked that the contact may be seen. Ends with `invalid-input` when it lies
 * more than a day ahead: it would stay on top of the timeline.
 */
export async function addActivity(
  db: Db,
  tenantId: TenantId,
  actor: Actor,
  contactId: string,
  activity: NewActivity,
  country: string,
): Promise<ActivityView> {
  const at = activity.at ? new Date(activity.at) : new Date();
  if (at.getTime() > Date.now() + aDayMs) {
    const message = 'This lies in the future. Choose when it happened.';
    throw new DirectoryError('invalid-input', message, { errors: [{ path: 'at', message }] });
  }
  const row = await db
    .insertInto('activity')
    .values({
      tenant_id: tenantId,
      id: newId(),
      contact_id: contactId,
      kind: activity.kind,
      at,
      text: activity.text,
      direction: activity.direction ?? null,
      number: activity.number ?? '',
      digits: activity.number ? readNumber(activity.number, country).digits : '',
      extension: null,
      duration_seconds: activity.durationSeconds ?? null,
      author_kind: actor.kind,
      author_id: actor.id,
      author_name: actor.name,
      call_id: null,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return activityView(row);
}

/** Where an activity belongs; ends with `not-found`. */
export async function getActivity(db: Db, tenantId: TenantId, id: string): Promise<ActivityView> {
  const row = isUuid(id)
    ? await db
        .selectFrom('activity')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('id', '=', id)
        .executeTakeFirst()
    : undefined;
  if (!row) throw new DirectoryError('not-found', 'There is no such activity.');
  return activityView(row);
}

/** Changes one's own activity's text. Ends with `not-allowed` for somebody else's. */
export async function editActivity(
  db: Db,
  tenantId: TenantId,
  actor: Actor,
  id: string,
  text: string,
): Promise<ActivityView> {
  return inTransaction(db, async (trx) => {
    const row = await trx
      .updateTable('activity')
      .set({ text, edited_at: new Date() })
      .where('tenant_id', '=', tenantId)
      .where('id', '=', id)
      .where('author_id', '=', actor.id)
      .returningAll()
      .executeTakeFirst();
    if (!row) throw new DirectoryError('not-allowed', 'Only its author changes an activity.');
    await recordAudit(trx, tenantId, actor, {
      action: 'activity.edited',
      subjectKind: 'contact',
      subjectId: row.contact_id,
      details: { activityId: id, kind: row.kind },
    });
    return activityView(row);
  });
}

/** Deletes one's own activity. Ends with `not-allowed` for somebody else's. */
export async function deleteActivity(db: Db, tenantId: TenantId, actor: Actor, id: string): Promise<void> {
  await inTransaction(db, async (trx) => {
    const row = await trx
      .deleteFrom('activity')
      .where('tenant_id', '=', tenantId)
      .where('id', '=', id)
      .where('author_id', '=', actor.id)
      .returning(['contact_id', 'kind'])
      .executeTakeFirst();
    if (!row) throw new DirectoryError('not-allowed', 'Only its author deletes an activity.');
    await recordAudit(trx, tenantId, actor, {
      action: 'activity.deleted',
      subjectKind: 'contact',
      subjectId: row.contact_id,
      details: { activityId: id, kind: row.kind },
    });
  });
}
