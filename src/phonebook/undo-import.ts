import { sql } from 'kysely';
import type { Actor } from '../access/audit.ts';
import { recordAudit } from '../access/audit.ts';
import type { Db, Trx } from '../database/connect.ts';
import { forgetContacts } from '../directory/forget-contacts.ts';
import { inTransaction } from '../directory/in-transaction.ts';
import { publishContacts } from '../directory/publish-contacts.ts';
import type { Viewer } from '../directory/viewer.ts';
import { DirectoryError } from '../domain/errors.ts';
import { type BookPlace, bookPlace, inBook, lockName } from './book-place.ts';
import { bookOfImport, undoDays } from './list-imports.ts';
import { nameInSql } from './name-in-sql.ts';
import { setBased } from './set-based.ts';
import { tellOfBook } from './tell-of-book.ts';

export interface UndoResult {
  /** Contacts that are again as they were, deleted ones included. */
  readonly restored: number;
  /** Contacts of the import that went. */
  readonly removed: number;
  /** At most 1,000; `keptTotal` counts all. */
  readonly kept: readonly {
    readonly contactId: string;
    readonly name: string;
    readonly reason: string;
  }[];
  readonly keptTotal: number;
}

/**
 * Puts a book back as it was before its newest import, but for contacts that somebody edited or deleted since: those
 * stay as that person wants them. Ends with `not-found` or `import-not-undoable` (undone already, not the newest, too
 * old). Whether the actor may write the central book is the caller's to check, see `bookOfImport`.
 */
export async function undoImport(
  db: Db,
  viewer: Viewer,
  actor: Actor,
  importId: string,
): Promise<UndoResult> {
  const book = await bookOfImport(db, viewer, importId);
  const place = bookPlace(viewer, book);
  return inTransaction(db, async (trx) => {
    await sql`set local statement_timeout = 0`.execute(trx);
    await requireUndoable(trx, place, importId);
    const { kept, removed, restored } = await setBased(trx, async () => ({
      kept: await keptContacts(trx, place, importId),
      removed: await removeAdded(trx, place, importId),
      restored: await restoreBefore(trx, place, importId),
    }));
    // Nothing brings these back: what happened with them goes too.
    await inBatches(removed, (ids) => forgetContacts(trx, place.tenantId, ids));
    await inBatches(restored, (ids) => publishContacts(trx, place.tenantId, ids));
    await trx
      .updateTable('phonebook_import')
      .set({ undone_at: new Date(), undone_by: actor.name })
      .where('tenant_id', '=', place.tenantId)
      .where('id', '=', importId)
      .execute();
    await recordAudit(trx, place.tenantId, actor, {
      action: 'book.import-undone',
      subjectKind: 'book',
      subjectId: importId,
      details: { book, restored: restored.length, removed: removed.length, kept: kept.length },
    });
    await tellOfBook(trx, place);
    return {
      restored: restored.length,
      removed: removed.length,
      kept: kept.slice(0, 1_000),
      keptTotal: kept.length,
    };
  });
}

async function requireUndoable(trx: Trx, place: BookPlace, importId: string): Promise<void> {
  // The lock of imports into this book: one of them, or one undo, at a time.
  await sql`select pg_advisory_xact_lock(hashtextextended(${lockName(place)}, 0))`.execute(trx);
  const { rows } = await sql<{ id: string; undone: boolean; old: boolean; newer: boolean }>`
    select id, undone_at is not null as undone, at < now() - make_interval(days => ${undoDays}) as old,
      exists (select from phonebook_import n where n.tenant_id = i.tenant_id and n.book = i.book
        and n.owner_id is not distinct from i.owner_id and n.undone_at is null and (n.at, n.id) > (i.at, i.id)) as newer
    from phonebook_import i where ${inBook(place)} and id = ${importId}`.execute(trx);
  const found = rows[0];
  if (!found) throw new DirectoryError('not-found', 'There is no such import.');
  const refuse = (detail: string) => new DirectoryError('import-not-undoable', detail);
  if (found.undone) throw refuse('This import was undone already.');
  if (found.newer) throw refuse('A newer import of this book stands. Undo the newest first.');
  if (found.old) throw refuse(`This import is more than ${undoDays} days old and cannot be undone any more.`);
}

/** Edited since: a contact that carries another time than its import, see migration 0003. */
const untouched = sql`l.import_id = i.id and l.updated_at = i.at`;

async function keptContacts(trx: Trx, { tenantId }: BookPlace, importId: string) {
  const { rows } = await sql<{ contactId: string; name: string; reason: string }>`
    select b.contact_id as "contactId", ${nameInSql(sql`coalesce(l.fields, b.fields)`)} as name,
      case when l.id is null then 'Somebody deleted it since; it stays deleted.'
        else 'Somebody edited it since; it stays as it is now.' end as reason
    from phonebook_import i join phonebook_import_before b on b.tenant_id = i.tenant_id and b.import_id = i.id
    left join local_contact l on l.tenant_id = b.tenant_id and l.id = b.contact_id
    where i.tenant_id = ${tenantId} and i.id = ${importId} and b.change = 'updated'
      and (l.id is null or not (${untouched}))
    union all
    select l.id, ${nameInSql(sql`l.fields`)}, 'Somebody edited it since; it stays as it is now.'
    from phonebook_import i join local_contact l on l.tenant_id = i.tenant_id and l.import_id = i.id
    where i.tenant_id = ${tenantId} and i.id = ${importId} and l.updated_at <> i.at and not exists (
      select from phonebook_import_before b
      where b.tenant_id = i.tenant_id and b.import_id = i.id and b.contact_id = l.id)`.execute(trx);
  return rows;
}

async function removeAdded(trx: Trx, { tenantId }: BookPlace, importId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    delete from local_contact l using phonebook_import i
    where i.tenant_id = ${tenantId} and i.id = ${importId} and l.tenant_id = i.tenant_id and ${untouched}
      and not exists (select from phonebook_import_before b
        where b.tenant_id = i.tenant_id and b.import_id = i.id and b.contact_id = l.id)
    returning l.id`.execute(trx);
  return rows.map(({ id }) => id);
}

async function restoreBefore(
  trx: Trx,
  { tenantId, book, ownerId }: BookPlace,
  importId: string,
): Promise<string[]> {
  const changed = await sql<{ id: string }>`
    update local_contact l
    set fields = b.fields, updated_at = b.updated_at, import_id = b.written_by_import
    from phonebook_import i join phonebook_import_before b on b.tenant_id = i.tenant_id and b.import_id = i.id
    where i.tenant_id = ${tenantId} and i.id = ${importId} and b.change = 'updated'
      and l.tenant_id = b.tenant_id and l.id = b.contact_id and ${untouched}
    returning l.id`.execute(trx);
  const deleted = await sql<{ id: string }>`
    insert into local_contact (tenant_id, id, book, owner_id, fields, created_at, updated_at, import_id)
    select tenant_id, contact_id, ${book}, ${ownerId}::uuid, fields, created_at, updated_at, written_by_import
    from phonebook_import_before
    where tenant_id = ${tenantId} and import_id = ${importId} and change = 'deleted'
    on conflict do nothing returning id`.execute(trx);
  return [...changed.rows, ...deleted.rows].map(({ id }) => id);
}

// Small enough that deriving one batch holds nobody up.
const batchSize = 200;

async function inBatches(
  ids: readonly string[],
  act: (ids: readonly string[]) => Promise<unknown>,
): Promise<void> {
  for (let at = 0; at < ids.length; at += batchSize) await act(ids.slice(at, at + batchSize));
}
