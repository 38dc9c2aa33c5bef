import { type RawBuilder, sql } from 'kysely';
import type { Viewer } from './viewer.ts';

/**
 * What a viewer may see of `contact` under the name `c`: the tenant's synced and central contacts, and the viewer's own
 * personal ones. Hidden contacts are not in the table. Every reader of it says this, and says nothing else about it.
 */
export function visibleTo(viewer: Viewer): RawBuilder<boolean> {
  return viewer.personId === null
    ? sql`c.tenant_id = ${viewer.tenantId} and c.owner_id is null`
    : sql`c.tenant_id = ${viewer.tenantId} and (c.owner_id is null or c.owner_id = ${viewer.personId})`;
}

/** The same for a contact in memory (the phone index): one rule, said in both languages, in one place. */
export const visibleContact = (viewer: Viewer, contact: { readonly ownerId: string | null }): boolean =>
  contact.ownerId === null || contact.ownerId === viewer.personId;
