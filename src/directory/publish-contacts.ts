import type { Db, Trx } from '../database/connect.ts';
import type { ContactId, SourceId, TenantId } from '../domain/ids.ts';
import { mergeContact } from '../domain/merge-contact.ts';
import { type Derivation, derivationKey, tenantDerivation } from './derivation.ts';
import { type PreparedContact, storableFields } from './prepare-contacts.ts';
import { addEncoded, encodeContacts } from './publish-contacts-encoded.ts';
import { removePublished, writePublished } from './publish-contacts-rows.ts';
import { publishedRow } from './published-row.ts';
import { readHidden, readOverrides } from './read-overrides.ts';

// The one way into what readers see. Everybody who changes a source's word, a person's word, a hidden mark or a local
// contact ends here, in the same transaction, holding the lock of the `source_contact` or `local_contact` row.

export type Publication = 'added' | 'updated' | 'removed' | 'unchanged';

/**
 * Makes what readers see of these contacts follow from what is stored about them: writes them, or takes them away when
 * they are hidden, removed or not there. Publishing twice changes nothing. At most some thousand ids at once.
 */
export async function publishContacts(
  trx: Db | Trx,
  tenantId: TenantId,
  contactIds: readonly string[],
): Promise<ReadonlyMap<string, Publication>> {
  if (contactIds.length === 0) return new Map();
  const ids = [...new Set(contactIds)];
  const derivation = await tenantDerivation(trx, tenantId);
  const synced = await trx
    .selectFrom('source_contact')
    .select(['contact_id', 'source_id', 'fields'])
    .where('tenant_id', '=', tenantId)
    .where('contact_id', 'in', ids)
    .where('removed_at', 'is', null)
    .execute();
  const local = await trx
    .selectFrom('local_contact')
    .select(['id', 'book', 'owner_id', 'fields'])
    .where('tenant_id', '=', tenantId)
    .where('id', 'in', ids)
    .execute();
  const overrides = await readOverrides(trx, tenantId, ids);
  const hidden = await readHidden(trx, tenantId, ids);

  const visible = [
    ...synced
      .filter((row) => !hidden.has(row.contact_id))
      .map((row) => {
        const merged = mergeContact(row.fields, overrides.get(row.contact_id) ?? {});
        return publishedRow(row.contact_id, central(row.source_id), merged.fields, merged.edited, derivation);
      }),
    ...local.map((row) =>
      publishedRow(
        row.id,
        { book: row.book, ownerId: row.owner_id, sourceId: null },
        row.fields,
        [],
        derivation,
      ),
    ),
  ];
  const written = new Map<string, Publication>(await writePublished(trx, tenantId, visible));
  const shown = new Set(visible.map(({ row }) => row.id));
  const gone = ids.filter((id) => !shown.has(id));
  for (const id of await removePublished(trx, tenantId, gone)) written.set(id, 'removed');
  for (const id of ids) if (!written.has(id)) written.set(id, 'unchanged');
  return written;
}

/** A contact that a page of a source brought and that is stored already. */
export interface BroughtContact {
  readonly contact: Pick<PreparedContact, 'fields' | 'ahead'>;
  readonly contactId: ContactId;
  /** Never stored before: nobody can have edited or hidden it. */
  readonly isNew: boolean;
}

/** The same for a page of one source, in a `bulkTransaction`, without reading back what was just written. */
export async function publishBrought(
  trx: Db | Trx,
  tenantId: TenantId,
  sourceId: SourceId,
  derivation: Derivation,
  brought: readonly BroughtContact[],
): Promise<ReadonlyMap<string, Publication>> {
  const known = brought.filter(({ isNew }) => !isNew);
  const ids = known.map(({ contactId }) => contactId);
  const overrides = await readOverrides(trx, tenantId, ids);
  const hidden = await readHidden(trx, tenantId, ids);
  const derive = ({ contact, contactId }: BroughtContact) => {
    const { fields } = storableFields(contact.fields);
    const merged = mergeContact(fields, overrides.get(contactId) ?? {});
    return publishedRow(contactId, central(sourceId), merged.fields, merged.edited, derivation);
  };
  const visible = known.filter(({ contactId }) => !hidden.has(contactId)).map(derive);
  const written = new Map<string, Publication>(await writePublished(trx, tenantId, visible));
  const added = brought.filter(({ isNew }) => isNew);
  const derivedWith = derivationKey(derivation);
  const ahead = added.flatMap(({ contact, contactId }) =>
    contact.ahead?.contactId === contactId && contact.ahead.derivedWith === derivedWith
      ? [contact.ahead]
      : [],
  );
  for (const [encoded, some] of Map.groupBy(ahead, (one) => one.encoded))
    await addEncoded(
      trx,
      tenantId,
      encoded,
      some.map(({ place }) => place),
    );
  if (ahead.length < added.length) {
    const ready = new Set<string>(ahead.map(({ contactId }) => contactId));
    const encoded = encodeContacts(tenantId, central(sourceId));
    for (const one of added) {
      if (ready.has(one.contactId)) continue;
      const { row, numbers } = derive(one);
      encoded.add(row, numbers);
    }
    await addEncoded(trx, tenantId, encoded, [...Array(encoded.count()).keys()]);
  }
  for (const { contactId } of added) written.set(contactId, 'added');
  return written;
}

const central = (sourceId: string) => ({ book: 'central', ownerId: null, sourceId }) as const;
