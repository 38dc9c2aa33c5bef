import { sql } from 'kysely';
import type { Db } from '../../database/connect.ts';
import { type ContactFields, emptyContact } from '../../domain/contact.ts';
import { DirectoryError } from '../../domain/errors.ts';
import { tenantDerivation } from '../derivation.ts';
import type { Viewer } from '../viewer.ts';
import { visibleTo } from '../visible-to.ts';
import { type ContactView, contactView, joinSource, type ViewRow, viewColumns } from './contact-view.ts';
import { type HiddenRow, hiddenContactView } from './hidden-contact.ts';

export interface FieldEdit {
  /** What a person said; a cleared field is empty. */
  value: unknown;
  sourceValue: unknown;
  editedBy: string;
  editedAt: string;
}

export interface ContactDetailView extends ContactView {
  /** The overridden fields of a synced contact. */
  fields: Record<string, FieldEdit>;
}

/**
 * One contact with what was edited in it, a hidden one as well (`hidden: true`). Ends with `not-found` for what the
 * viewer may not see, be it another tenant's or another person's.
 */
export async function getContact(db: Db, viewer: Viewer, id: string): Promise<ContactDetailView> {
  const { rows } = await contactQuery(viewer, id).execute(db);
  const row = rows[0];
  if (row) {
    const fields = row.edited.length > 0 ? await readEdits(db, viewer, id) : {};
    return { ...contactView(row), fields };
  }
  const hidden = (await hiddenContactQuery(viewer, id).execute(db)).rows[0];
  if (!hidden) throw new DirectoryError('not-found', 'There is no such contact.');
  return { ...hiddenContactView(hidden, await tenantDerivation(db, viewer.tenantId)), fields: {} };
}

const contactQuery = (viewer: Viewer, id: string) => sql<ViewRow>`
  select ${viewColumns} from contact c ${joinSource} where ${visibleTo(viewer)} and c.id = ${id}`;

const hiddenContactQuery = (viewer: Viewer, id: string) => sql<HiddenRow>`
  select h.contact_id as id, sc.fields, sc.source_id, s.kind as source_kind, s.name as source_name,
    greatest(h.hidden_at, sc.changed_at) as updated_at
  from contact_hidden h
  join source_contact sc on sc.tenant_id = h.tenant_id and sc.contact_id = h.contact_id
  join source s on s.tenant_id = sc.tenant_id and s.id = sc.source_id
  where h.tenant_id = ${viewer.tenantId} and h.contact_id = ${id} and sc.removed_at is null`;

async function readEdits(db: Db, viewer: Viewer, id: string): Promise<Record<string, FieldEdit>> {
  const rows = await db
    .selectFrom('contact_override as o')
    .innerJoin('source_contact as sc', (join) =>
      join.onRef('sc.tenant_id', '=', 'o.tenant_id').onRef('sc.contact_id', '=', 'o.contact_id'),
    )
    .select(['o.field', 'o.value', 'o.edited_by', 'o.edited_at', 'sc.fields'])
    .where('o.tenant_id', '=', viewer.tenantId)
    .where('o.contact_id', '=', id)
    .execute();
  return Object.fromEntries(
    rows.map((row) => [
      row.field,
      {
        value: row.value ?? fieldOf(emptyContact, row.field),
        sourceValue: fieldOf(row.fields, row.field),
        editedBy: row.edited_by,
        editedAt: row.edited_at.toISOString(),
      },
    ]),
  );
}

const fieldOf = (fields: ContactFields, field: string): unknown =>
  Object.entries(fields).find(([key]) => key === field)?.[1] ?? '';
