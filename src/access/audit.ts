import type { Db, Trx } from '../database/connect.ts';
import { newId, type TenantId } from '../domain/ids.ts';
import type { JsonObject } from '../domain/json.ts';

/** Who does something. An API key belongs to no person: its acts stand under its own name. */
export interface Actor {
  readonly kind: 'person' | 'api-key' | 'system';
  readonly id: string | null;
  readonly name: string;
}

export const system: Actor = { kind: 'system', id: null, name: 'Switchbook' };

export interface AuditEvent {
  /** As `noun.verb`: `contact.edited`, `source.erased`, `device.revoked`. */
  readonly action: string;
  readonly subjectKind: 'contact' | 'source' | 'run' | 'person' | 'api-key' | 'device' | 'book' | 'tenant';
  readonly subjectId: string | null;
  /** What changed, by name and count. Never a secret. */
  readonly details?: JsonObject;
}

/** Writes who did what, in the transaction of the act itself. */
export async function recordAudit(
  db: Db | Trx,
  tenantId: TenantId,
  actor: Actor,
  event: AuditEvent,
): Promise<void> {
  await db
    .insertInto('audit_event')
    .values({
      tenant_id: tenantId,
      id: newId(),
      actor_kind: actor.kind,
      actor_id: actor.id,
      actor_name: actor.name,
      action: event.action,
      subject_kind: event.subjectKind,
      subject_id: event.subjectId,
      details: JSON.stringify(event.details ?? {}),
    })
    .execute();
}
