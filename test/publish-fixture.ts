import type { Db } from '../src/database/connect.ts';
import { publishContacts } from '../src/directory/publish-contacts.ts';
import { type ContactFields, emptyContact } from '../src/domain/contact.ts';
import { type ContactId, newId, type PersonId, type SourceId, type TenantId } from '../src/domain/ids.ts';

export interface FixtureContact {
  readonly id: ContactId;
  readonly ownerId: PersonId | null;
  readonly sourceId: SourceId | null;
  readonly fields: ContactFields;
}

export async function createTenant(db: Db): Promise<TenantId> {
  const tenantId = newId<TenantId>();
  await db.insertInto('tenant').values({ tenant_id: tenantId, name: tenantId }).execute();
  return tenantId;
}

export async function createPerson(db: Db, tenantId: TenantId): Promise<PersonId> {
  const id = newId<PersonId>();
  const email = `${id}@example.com`;
  await db
    .insertInto('person')
    .values({ tenant_id: tenantId, id, email, email_key: email, role: 'agent', name: '' })
    .execute();
  return id;
}

export async function createSource(db: Db, tenantId: TenantId, name = 'Head office'): Promise<SourceId> {
  const id = newId<SourceId>();
  await db
    .insertInto('source')
    .values({
      tenant_id: tenantId,
      id,
      kind: 'custom',
      name,
      enabled: false,
      interval_hours: 24,
      settings: '{}',
    })
    .execute();
  return id;
}

/** A contact for `publishFixture`: central and local, unless it says otherwise. */
export const fixtureContact = (
  fields: Partial<ContactFields>,
  place: { ownerId?: PersonId; sourceId?: SourceId } = {},
): FixtureContact => ({
  id: newId<ContactId>(),
  ownerId: place.ownerId ?? null,
  sourceId: place.sourceId ?? null,
  fields: { ...emptyContact, ...fields },
});

/** Stores contacts where they belong and publishes them. */
export async function publishFixture(
  db: Db,
  tenantId: TenantId,
  contacts: readonly FixtureContact[],
): Promise<void> {
  const local = contacts.filter((contact) => contact.sourceId === null);
  const synced = contacts.filter((contact) => contact.sourceId !== null);
  if (local.length > 0)
    await db
      .insertInto('local_contact')
      .values(
        local.map(({ id, ownerId, fields }) => ({
          tenant_id: tenantId,
          id,
          book: ownerId === null ? ('central' as const) : ('personal' as const),
          owner_id: ownerId,
          fields: JSON.stringify(fields),
        })),
      )
      .execute();
  if (synced.length > 0)
    await db
      .insertInto('source_contact')
      .values(
        synced.map(({ id, sourceId, fields }, index) => ({
          tenant_id: tenantId,
          source_id: sourceId!,
          external_id: id,
          contact_id: id,
          row_no: index,
          hash: Buffer.from(id),
          fields: JSON.stringify(fields),
        })),
      )
      .execute();
  await publishContacts(
    db,
    tenantId,
    contacts.map(({ id }) => id),
  );
}
