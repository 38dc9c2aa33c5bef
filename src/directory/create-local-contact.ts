import type { Actor } from '../access/audit.ts';
import { recordAudit } from '../access/audit.ts';
import type { Db } from '../database/connect.ts';
import type { ContactFields } from '../domain/contact.ts';
import { type ContactId, newId, type PersonId, type TenantId } from '../domain/ids.ts';
import { inTransaction } from './in-transaction.ts';
import { storableJson } from './json-rows.ts';
import { publishAndTell } from './publish-and-tell.ts';
import { requireName } from './require-name.ts';

export interface NewLocalContact {
  readonly book: 'central' | 'personal';
  /** Whose personal book; `null` for the central one. */
  readonly ownerId: PersonId | null;
  readonly fields: ContactFields;
}

/** Adds a contact to a book. Ends with `invalid-input` when it has neither a first nor a last name nor a company. */
export async function createLocalContact(
  db: Db,
  tenantId: TenantId,
  actor: Actor,
  { book, ownerId, fields }: NewLocalContact,
): Promise<ContactId> {
  requireName(fields);
  const id = newId<ContactId>();
  await inTransaction(db, async (trx) => {
    await trx
      .insertInto('local_contact')
      .values({ tenant_id: tenantId, id, book, owner_id: ownerId, fields: storableJson(fields) })
      .execute();
    await recordAudit(trx, tenantId, actor, {
      action: 'contact.added',
      subjectKind: 'contact',
      subjectId: id,
      details: { book },
    });
    await publishAndTell(trx, tenantId, [id], 'edit', ownerId);
  });
  return id;
}
