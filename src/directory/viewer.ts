import type { PersonId, TenantId } from '../domain/ids.ts';

/**
 * Who looks: decides what is visible, on every door alike. Synced and central contacts are the tenant's; a personal
 * contact is its owner's alone. An API key and an unowned device have no person.
 */
export interface Viewer {
  readonly tenantId: TenantId;
  readonly personId: PersonId | null;
}
