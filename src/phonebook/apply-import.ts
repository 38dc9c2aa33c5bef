import { sql } from 'kysely';
import type { Actor } from '../access/audit.ts';
import { recordAudit } from '../access/audit.ts';
import type { Db } from '../database/connect.ts';
import { publishContacts } from '../directory/publish-contacts.ts';
import { publishStaged, removeStaged } from '../directory/publish-contacts-staged.ts';
import { type BookPlace, inBook } from './book-place.ts';
import type { ImportPlan } from './plan-import.ts';
import { setBased } from './set-based.ts';
import { tellOfBook } from './tell-of-book.ts';

/** Does what `planImport` left in the tables of the connection, and keeps what an undo needs. */
export async function applyImport(
  trx: Db,
  place: BookPlace,
  actor: Actor,
  {
    importId,
    mode,
    contacts,
    plan,
  }: { importId: string; mode: 'replace' | 'merge'; contacts: number; plan: ImportPlan },
): Promise<void> {
  const { tenantId, book, ownerId } = place;
  const { added, updated, unchanged, deleted } = plan;
  await trx
    .insertInto('phonebook_import')
    .values({
      tenant_id: tenantId,
      id: importId,
      book,
      owner_id: ownerId,
      mode,
      imported_by: actor.name,
      contacts,
      added,
      updated,
      unchanged,
      deleted,
    })
    .execute();
  await setBased(trx, async () => {
    if (mode === 'replace') await deletePlanned(trx, place, importId);
    await addPlanned(trx, place, importId);
  });
  if (mode === 'merge') await writeMerged(trx, place, importId);
  await recordAudit(trx, tenantId, actor, {
    action: 'book.imported',
    subjectKind: 'book',
    subjectId: importId,
    details: { book, mode, added, updated, unchanged, deleted },
  });
  await tellOfBook(trx, place);
}

async function deletePlanned(trx: Db, place: BookPlace, importId: string): Promise<void> {
  await sql`
    with gone as (
      delete from local_contact where ${inBook(place)} and id in (select id from staged_deleted) returning *
    )
    insert into phonebook_import_before
      (tenant_id, import_id, contact_id, change, fields, created_at, updated_at, written_by_import)
    select tenant_id, ${importId}::uuid, id, 'deleted', fields, created_at, updated_at, import_id from gone`.execute(
    trx,
  );
  await removeStaged(trx, place.tenantId);
}

async function addPlanned(trx: Db, { tenantId, book, ownerId }: BookPlace, importId: string): Promise<void> {
  await sql`
    insert into local_contact (tenant_id, id, book, owner_id, fields, import_id)
    select ${tenantId}::uuid, id, ${book}, ${ownerId}::uuid, fields, ${importId}::uuid
    from staged_contact join staged_added using (row_no)`.execute(trx);
  await publishStaged(trx, tenantId);
}

// Small enough that deriving one batch holds nobody up.
const batchSize = 200;

async function writeMerged(trx: Db, place: BookPlace, importId: string): Promise<void> {
  const { tenantId } = place;
  await setBased(trx, () => storeMerged(trx, place, importId));
  const { rows } = await sql<{
    id: string;
  }>`select contact_id as id from merged_contact order by contact_id`.execute(trx);
  for (let at = 0; at < rows.length; at += batchSize) {
    const ids = rows.slice(at, at + batchSize).map(({ id }) => id);
    await publishContacts(trx, tenantId, ids);
  }
}

async function storeMerged(trx: Db, { tenantId, book, ownerId }: BookPlace, importId: string): Promise<void> {
  await sql`
    insert into phonebook_import_before
      (tenant_id, import_id, contact_id, change, fields, created_at, updated_at, written_by_import)
    select l.tenant_id, ${importId}::uuid, l.id, 'updated', l.fields, l.created_at, l.updated_at, l.import_id
    from local_contact l join merged_contact m on m.contact_id = l.id where l.tenant_id = ${tenantId}`.execute(
    trx,
  );
  await sql`
    update local_contact l set fields = m.fields, updated_at = now(), import_id = ${importId}::uuid
    from merged_contact m where l.tenant_id = ${tenantId} and l.id = m.contact_id and not m.is_new`.execute(
    trx,
  );
  await sql`
    insert into local_contact (tenant_id, id, book, owner_id, fields, import_id)
    select ${tenantId}::uuid, contact_id, ${book}, ${ownerId}::uuid, fields, ${importId}::uuid
    from merged_contact where is_new`.execute(trx);
}
