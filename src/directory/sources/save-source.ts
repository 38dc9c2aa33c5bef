import { type Actor, recordAudit } from '../../access/audit.ts';
import type { Secrets } from '../../access/secrets.ts';
import type { Db } from '../../database/connect.ts';
import { newId, type SourceId, type TenantId } from '../../domain/ids.ts';
import { inTransaction } from '../in-transaction.ts';
import { sourceSaved } from '../runs/source-saved.ts';
import { getStoredSource, sealSettings } from './stored-source.ts';

export interface NewSource {
  readonly kind: string;
  readonly name: string;
  readonly enabled: boolean;
  readonly intervalHours: number;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly secretNames: readonly string[];
}

/** Creates a source. Switched on, its first full run is asked for in the same transaction. */
export async function createSource(
  db: Db,
  secrets: Secrets,
  tenantId: TenantId,
  actor: Actor,
  source: NewSource,
): Promise<SourceId> {
  const id = newId<SourceId>();
  await inTransaction(db, async (trx) => {
    await trx
      .insertInto('source')
      .values({
        tenant_id: tenantId,
        id,
        kind: source.kind,
        name: source.name,
        enabled: source.enabled,
        interval_hours: source.intervalHours,
        ...sealSettings(secrets, tenantId, id, source.secretNames, source.settings),
      })
      .execute();
    await recordAudit(trx, tenantId, actor, {
      action: 'source.created',
      subjectKind: 'source',
      subjectId: id,
      details: { kind: source.kind, name: source.name, enabled: source.enabled },
    });
    await sourceSaved(trx, tenantId, id, { wasEnabled: null, otherUpstream: true, settingsChanged: true });
  });
  return id;
}

export interface SourceChange {
  readonly name?: string | undefined;
  readonly enabled?: boolean | undefined;
  readonly intervalHours?: number | undefined;
  /** Whole, secrets included. Absent: as they are. */
  readonly settings?: Readonly<Record<string, unknown>> | undefined;
  readonly secretNames: readonly string[];
  readonly isOtherUpstream: (before: Readonly<Record<string, unknown>>) => boolean;
}

export async function updateSource(
  db: Db,
  secrets: Secrets,
  tenantId: TenantId,
  actor: Actor,
  id: string,
  change: SourceChange,
): Promise<void> {
  await inTransaction(db, async (trx) => {
    const before = await getStoredSource(trx, secrets, tenantId, id, { lock: true });
    await trx
      .updateTable('source')
      .set({
        name: change.name ?? before.name,
        enabled: change.enabled ?? before.enabled,
        interval_hours: change.intervalHours ?? before.intervalHours,
        ...(change.settings
          ? sealSettings(secrets, tenantId, before.id, change.secretNames, change.settings)
          : {}),
      })
      .where('tenant_id', '=', tenantId)
      .where('id', '=', before.id)
      .execute();
    await recordAudit(trx, tenantId, actor, {
      action: 'source.changed',
      subjectKind: 'source',
      subjectId: before.id,
      details: {
        name: change.name ?? before.name,
        ...(change.enabled === undefined ? {} : { enabled: change.enabled }),
        ...(change.intervalHours === undefined ? {} : { intervalHours: change.intervalHours }),
        settingsChanged: change.settings !== undefined,
      },
    });
    await sourceSaved(trx, tenantId, before.id, {
      wasEnabled: before.enabled,
      otherUpstream: change.settings !== undefined && change.isOtherUpstream(before.wholeSettings),
      settingsChanged: change.settings !== undefined,
    });
  });
}
