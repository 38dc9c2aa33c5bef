import { sql } from 'kysely';
import { z } from 'zod';
import type { Db } from '../../database/connect.ts';
import { readCursor, writeCursor } from '../../domain/cursor.ts';
import type { TenantId } from '../../domain/ids.ts';
import { isUuid } from '../is-uuid.ts';
import { type RunView, runView } from './run-view.ts';

export interface PageRequest {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

const issuesShown = 100;
const position = z.tuple([z.guid()]);

/** A source's runs, newest first, each with its first 100 issues. A source that is not there has none. */
export async function listRuns(
  db: Db,
  tenantId: TenantId,
  sourceId: string,
  { limit, cursor }: PageRequest,
): Promise<{ items: RunView[]; nextCursor?: string }> {
  if (!isUuid(sourceId)) return { items: [] };
  const after = cursor === undefined ? null : readCursor(cursor, position)[0];
  const rows = await db
    .selectFrom('sync_run')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('source_id', '=', sourceId)
    // Ids sort by time; the newest of one instant is told from the next by its id.
    .$if(after !== null, (query) =>
      query.where(sql<boolean>`(started_at, id) < (
      select started_at, id from sync_run where tenant_id = ${tenantId} and id = ${after})`),
    )
    .orderBy('started_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  const shown = rows.slice(0, limit);
  const issues = await readIssues(
    db,
    tenantId,
    shown.filter((row) => row.issue_count > 0).map((row) => row.id),
  );
  const last = shown.at(-1);
  return {
    items: shown.map((row) => runView(row, issues.get(row.id) ?? [])),
    ...(rows.length > limit && last ? { nextCursor: writeCursor([last.id]) } : {}),
  };
}

async function readIssues(db: Db, tenantId: TenantId, runIds: readonly string[]) {
  const byRun = new Map<string, { externalId: string | null; reason: string }[]>();
  if (runIds.length === 0) return byRun;
  const found = await sql<{ runId: string; externalId: string | null; reason: string }>`
    select r.id as "runId", i.external_id as "externalId", i.reason
    from unnest(${runIds}::uuid[]) as r (id), lateral (
      select external_id, reason, seq from run_issue
      where tenant_id = ${tenantId} and run_id = r.id order by seq limit ${issuesShown}) i
    order by r.id, i.seq`.execute(db);
  for (const { runId, externalId, reason } of found.rows) {
    byRun.set(runId, [...(byRun.get(runId) ?? []), { externalId, reason }]);
  }
  return byRun;
}
