import type { PersonId, TenantId } from '../domain/ids.ts';
import type { Actor } from './audit.ts';

export type Role = 'administrator' | 'agent' | 'user';

/** Who makes a request: a signed-in person, or an API key. */
export interface Principal {
  readonly tenantId: TenantId;
  readonly tenantName: string;
  readonly role: Role;
  /** `null` for an API key. */
  readonly person: {
    readonly id: PersonId;
    readonly email: string;
    readonly name: string;
    readonly extension: string | null;
  } | null;
  readonly actor: Actor;
}
