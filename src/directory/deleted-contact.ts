import { sql } from 'kysely';
import type { Db, Trx } from '../database/connect.ts';
import type { TenantId } from '../domain/ids.ts';
import { forgetContacts } from './forget-contacts.ts';
import { inTransaction } from './in-transaction.ts';
import { isUuid } from './is-uuid.ts';
import type { Viewer } from './viewer.ts';

/** How long a contact that was deleted from a book can be restored; its activities wait as long. */
export const restoreDays = 30;

/** Whose book a local contact stood, or stands, in. */
export interface InBook {
  readonly book: 'central' | 'personal';
  readonly ownerId: string | null;
}

/** Takes a local contact out of its book and keeps it as it was. The caller holds its lock, and publishes. */
export async function setAside(trx: Trx, tenantId: TenantId, contactId: string): Promise<void> {
  await sql`
    with gone as (
      delete from local_contact where tenant_id = ${tenantId} and id = ${contactId}::uuid returning *
    )
    insert into local_contact_deleted (tenant_id, id, book, owner_id, fields, created_at, updated_at, import_id)
    select tenant_id, id, book, owner_id, fields, created_at, updated_at, import_id from gone`.execute(trx);
}

/** Puts a deleted contact back into its book, as it was; `null` when there is none that the viewer may see. The caller publishes. */
export async function bringBack(trx: Trx, viewer: Viewer, contactId: string): Promise<InBook | null> {
  const { rows } = await sql<InBook>`
    with kept as (
      delete from local_contact_deleted where ${restorable(viewer, contactId)} returning *
    )
    insert into local_contact (tenant_id, id, book, owner_id, fields, created_at, updated_at, import_id)
    select tenant_id, id, book, owner_id, fields, created_at, updated_at, import_id from kept
    returning book, owner_id as "ownerId"`.execute(trx);
  return rows[0] ?? null;
}

/** A deleted contact that the viewer could restore, if their role allows it. */
export async function findDeleted(db: Db, viewer: Viewer, contactId: string): Promise<InBook | null> {
  if (!isUuid(contactId)) return null;
  const { rows } = await sql<InBook>`
    select book, owner_id as "ownerId" from local_contact_deleted where ${restorable(viewer, contactId)}`.execute(
    db,
  );
  return rows[0] ?? null;
}

// A personal book is its owner's alone, deleted contacts too.
const restorable = ({ tenantId, personId }: Viewer, contactId: string) => sql`
  tenant_id = ${tenantId} and id = ${contactId}::uuid and (owner_id is null or owner_id = ${personId}::uuid)
  and deleted_at > now() - make_interval(days => ${restoreDays})`;

const batch = 1000;

/** Forgets contacts that were deleted more than 30 days ago, with their activities. Safe to run at any time. */
export async function purgeDeleted(db: Db): Promise<void> {
  for (let more = true; more; ) {
    more = await inTransaction(db, async (trx) => {
      const { rows } = await sql<{ tenantId: TenantId; id: string }>`
        delete from local_contact_deleted where (tenant_id, id) in (
          select tenant_id, id from local_contact_deleted
          where deleted_at <= now() - make_interval(days => ${restoreDays}) limit ${batch} for update skip locked)
        returning tenant_id as "tenantId", id`.execute(trx);
      for (const [tenantId, gone] of Map.groupBy(rows, (row) => row.tenantId))
        await forgetContacts(
          trx,
          tenantId,
          gone.map(({ id }) => id),
        );
      return rows.length === batch;
    });
  }
}
