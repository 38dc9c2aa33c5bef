import { type Selectable, sql } from 'kysely';
import { z } from 'zod';
import type { Db } from '../database/connect.ts';
import type { Tables } from '../database/tables.ts';
import { readCursor, writeCursor } from '../domain/cursor.ts';
import type { TenantId } from '../domain/ids.ts';
import { instant } from '../domain/instant.ts';

export interface AuditFilter {
  readonly subjectKind?: string | undefined;
  readonly subjectId?: string | undefined;
  readonly actor?: string | undefined;
  readonly since?: string | undefined;
  readonly until?: string | undefined;
}

const position = z.tuple([instant, z.guid()]);

/** What was done, newest first. Kept for 400 days. */
export async function listAudit(
  db: Db,
  tenantId: TenantId,
  { limit, cursor, ...filter }: AuditFilter & { limit: number; cursor?: string | undefined },
) {
  const after = cursor === undefined ? null : readCursor(cursor, position);
  const rows = await sql<Selectable<Tables['audit_event']>>`
    select * from audit_event where tenant_id = ${tenantId}
      ${filter.subjectKind ? sql`and subject_kind = ${filter.subjectKind}` : sql``}
      ${filter.subjectId ? sql`and subject_id = ${filter.subjectId}::uuid` : sql``}
      ${filter.actor ? sql`and position(lower(${filter.actor}) in lower(actor_name)) > 0` : sql``}
      ${filter.since ? sql`and at >= ${new Date(filter.since)}` : sql``}
      ${filter.until ? sql`and at < ${new Date(filter.until)}` : sql``}
      ${after ? sql`and (at, id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : sql``}
    order by at desc, id desc limit ${limit + 1}`.execute(db);
  const shown = rows.rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map((row) => ({
      id: row.id,
      at: row.at.toISOString(),
      actor: {
        kind: row.actor_kind as 'person' | 'api-key' | 'system',
        id: row.actor_id,
        name: row.actor_name,
      },
      action: row.action,
      subjectKind: row.subject_kind,
      subjectId: row.subject_id,
      details: row.details as Record<string, unknown>,
    })),
    ...(rows.rows.length > limit && last ? { nextCursor: await cursorOf(db, tenantId, last.id) } : {}),
  };
}

// Microseconds, which a JavaScript date does not have, would lose events between two pages.
async function cursorOf(db: Db, tenantId: TenantId, id: string): Promise<string> {
  const row = await sql<{ at: string }>`
    select to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at
    from audit_event where tenant_id = ${tenantId} and id = ${id}`.execute(db);
  return writeCursor([row.rows[0]?.at, id]);
}

const keepDays = 400;
const batch = 5000;

/** Forgets what is older than 400 days, and sessions and invitations that are over. Safe to run at any time. */
export async function purgeOld(db: Db): Promise<void> {
  for (let more = true; more; ) {
    const gone = await sql`
      delete from audit_event where (tenant_id, id) in (
        select tenant_id, id from audit_event where at < now() - ${keepDays} * interval '1 day' limit ${batch})`.execute(
      db,
    );
    more = Number(gone.numAffectedRows ?? 0) === batch;
  }
  for (const table of ['session', 'invitation'] as const)
    await db.deleteFrom(table).where('expires_at', '<', new Date()).execute();
  await sql`delete from call where started_at < now() - interval '90 days'`.execute(db);
}
