import { sql } from 'kysely';
import type { Db } from '../../database/connect.ts';
import type { TenantId } from '../../domain/ids.ts';

/**
 * Where a reader of the feed stands: a snapshot of PostgreSQL. A transaction that was open then and commits later with a
 * lower number than others is not in it, and so is not lost.
 */
export type Position = string;

export interface Changes {
  readonly position: Position;
  /** Contacts that were written or removed, some perhaps twice. */
  readonly ids: readonly string[];
  /** The database is an older one than it was (a backup was restored): what was read before means nothing. */
  readonly setBack: boolean;
}

export async function currentPosition(db: Db): Promise<Position> {
  const { rows } = await sql<{ position: string }>`select pg_current_snapshot()::text as position`.execute(
    db,
  );
  return rows[0]!.position;
}

/** What has changed since a position, and the position after it, in one look. */
export async function changesSince(db: Db, tenantId: TenantId, since: Position): Promise<Changes> {
  const { rows } = await sql<{ position: string; setBack: boolean; ids: string[] | null }>`
    with news as (
      select id from contact
      where tenant_id = ${tenantId} and txid >= pg_snapshot_xmin(${since}::pg_snapshot)
        and not pg_visible_in_snapshot(txid, ${since}::pg_snapshot)
      union all
      select contact_id from contact_gone
      where tenant_id = ${tenantId} and txid >= pg_snapshot_xmin(${since}::pg_snapshot)
        and not pg_visible_in_snapshot(txid, ${since}::pg_snapshot)
    )
    select pg_current_snapshot()::text as position,
      pg_snapshot_xmax(pg_current_snapshot()) < pg_snapshot_xmax(${since}::pg_snapshot) as "setBack",
      (select array_agg(id::text) from news) as ids`.execute(db);
  const { position, setBack, ids } = rows[0]!;
  return { position, setBack, ids: [...new Set(ids ?? [])] };
}

/** Forgets removals that every copy has read or is too old to go on from. */
export async function purgeRemovals(db: Db): Promise<void> {
  await sql`delete from contact_gone where gone_at < now() - interval '2 days'`.execute(db);
}
