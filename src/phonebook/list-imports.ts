import type { Db } from '../database/connect.ts';
import { isUuid } from '../directory/is-uuid.ts';
import type { Viewer } from '../directory/viewer.ts';
import { DirectoryError } from '../domain/errors.ts';
import { type Book, bookPlace } from './book-place.ts';

/** How long an import can be undone. */
export const undoDays = 30;

export interface ImportRecord {
  readonly id: string;
  readonly book: Book;
  readonly mode: 'replace' | 'merge';
  readonly at: string;
  readonly importedBy: string;
  readonly contacts: number;
  readonly added: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly deleted: number;
  readonly undoneAt: string | null;
  readonly undoneBy: string | null;
  /** Now: the newest that is not undone, of the last 30 days. */
  readonly undoable: boolean;
}

/** The imports into a book, newest first, at most 200. */
export async function listImports(db: Db, viewer: Viewer, { book }: { book: Book }): Promise<ImportRecord[]> {
  const { tenantId, ownerId } = bookPlace(viewer, book);
  const rows = await db
    .selectFrom('phonebook_import')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('book', '=', book)
    .where('owner_id', 'is not distinct from', ownerId)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(200)
    .execute();
  const newest = rows.find((row) => row.undone_at === null);
  const oldest = Date.now() - undoDays * 86_400_000;
  return rows.map((row) => ({
    id: row.id,
    book: row.book,
    mode: row.mode,
    at: row.at.toISOString(),
    importedBy: row.imported_by,
    contacts: row.contacts,
    added: row.added,
    updated: row.updated,
    unchanged: row.unchanged,
    deleted: row.deleted,
    undoneAt: row.undone_at?.toISOString() ?? null,
    undoneBy: row.undone_by,
    undoable: row === newest && row.at.getTime() > oldest,
  }));
}

/** Which book an import went into, so that its rights can be checked. Ends with `not-found`. */
export async function bookOfImport(db: Db, viewer: Viewer, importId: string): Promise<Book> {
  const row = isUuid(importId)
    ? await db
        .selectFrom('phonebook_import')
        .select(['book', 'owner_id'])
        .where('tenant_id', '=', viewer.tenantId)
        .where('id', '=', importId)
        .executeTakeFirst()
    : undefined;
  if (!row || (row.book === 'personal' && row.owner_id !== viewer.personId)) {
    throw new DirectoryError('not-found', 'There is no such import.');
  }
  return row.book;
}
