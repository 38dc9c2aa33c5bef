import { sql } from 'kysely';
import { rowWriter } from '../database/binary-rows.ts';
import { copyRows } from '../database/bulk-transaction.ts';
import type { Trx } from '../database/connect.ts';
import { jsonRows, storableJson } from '../directory/json-rows.ts';
import { isUsableId } from '../directory/prepare-contacts.ts';
import type { RunProgress } from '../directory/runs/tell-run.ts';
import type { PageFeedback, PageMemo, RunEnd, SourceIssue } from '../sources/source.ts';
import type { Change } from './apply-page.ts';
import type { ClaimedRun } from './claim-runs.ts';
import { packRows } from './row-set.ts';

// What a page leaves in the run's own tables, all in the page's transaction.

const issuesKept = 1000;
const reasonLength = 500;

export async function recordSeen(
  trx: Trx,
  run: ClaimedRun,
  pass: number,
  page: number,
  rows: readonly number[],
  memo: { readonly page: PageMemo; readonly comparedAt: Date } | null,
): Promise<void> {
  if (rows.length === 0) return;
  await trx
    .insertInto('run_seen')
    .values({
      tenant_id: run.tenantId,
      run_id: run.runId,
      pass,
      page,
      row_nos: packRows(rows),
      digest: memo && Buffer.from(memo.page.digest, 'hex'),
      gist: memo && JSON.stringify(memo.page.gist),
      compared_at: memo?.comparedAt,
    })
    .execute();
}

export async function recordChanges(trx: Trx, run: ClaimedRun, changes: readonly Change[]): Promise<void> {
  const writer = rowWriter(changeColumns, {
    columns: runColumns,
    row: { tenant_id: run.tenantId, run_id: run.runId },
  });
  for (const change of changes) writer.add(change);
  await copyRows(trx, 'run_change', changeNames, [writer.take()]);
}

const runColumns = [
  ['tenant_id', 'uuid'],
  ['run_id', 'uuid'],
] as const;
const changeColumns = [
  ['contactId', 'uuid'],
  ['externalId', 'text'],
  ['displayName', 'text'],
  ['change', 'text'],
] as const;
const changeNames = 'tenant_id, run_id, contact_id, external_id, display_name, change';

/** Explicit removals wait here for the end of the run and its guard. */
export async function recordRemovals(
  trx: Trx,
  run: ClaimedRun,
  externalIds: readonly string[],
): Promise<void> {
  const ids = [...new Set(externalIds)].filter(isUsableId);
  if (ids.length === 0) return;
  await sql`
    insert into run_removal (tenant_id, run_id, external_id)
    select ${run.tenantId}, ${run.runId}, unnest(${ids}::text[]) on conflict do nothing`.execute(trx);
}

/** Stores the first thousand rows that could not be used, and counts all; what a later pass repeats is not counted. */
export async function recordIssues(
  trx: Trx,
  run: ClaimedRun,
  pass: number,
  issues: readonly SourceIssue[],
): Promise<number> {
  if (issues.length === 0) return 0;
  const known = await trx
    .selectFrom('run_issue')
    .select(['external_id', 'reason'])
    .where('tenant_id', '=', run.tenantId)
    .where('run_id', '=', run.runId)
    .execute();
  const keyOf = (externalId: string | null, reason: string) => `${externalId ?? ''}\n${reason}`;
  const before = new Set(known.map((row) => keyOf(row.external_id, row.reason)));
  const rows = issues
    .map(({ externalId, reason }) => ({
      external_id: externalId === null || !isUsableId(externalId) ? null : externalId,
      reason: reason.slice(0, reasonLength),
    }))
    .filter(({ external_id, reason }) => pass === 1 || !before.has(keyOf(external_id, reason)));
  const kept = rows.slice(0, Math.max(0, issuesKept - known.length));
  if (kept.length > 0) {
    await sql`
      insert into run_issue (tenant_id, run_id, external_id, reason)
      select ${run.tenantId}, ${run.runId}, external_id, reason
      from json_to_recordset(${jsonRows(kept)}::json) as n (external_id text, reason text)`.execute(trx);
  }
  return rows.length;
}

export interface PageCounts {
  readonly cursor: Buffer;
  readonly feedback: PageFeedback;
  readonly pass: number;
  readonly total: number | null;
  readonly done: RunEnd | null;
  readonly received: number;
  readonly added: number;
  readonly updated: number;
  readonly issues: number;
  readonly newRows: number;
  readonly moreContacts: number;
  /** Something else is stored now of a contact than remembered pages say. */
  readonly pagesOutdated: boolean;
}

/** Adds a page's counts to the run and its source, with the cursor that leads on. */
export async function recordProgress(trx: Trx, run: ClaimedRun, page: PageCounts): Promise<RunProgress> {
  if (page.moreContacts > 0 || page.pagesOutdated) {
    await sql`
      update source set next_row_no = next_row_no + ${page.newRows}, contact_count = contact_count + ${page.moreContacts},
        pages_current = pages_current and not ${page.pagesOutdated}
      where tenant_id = ${run.tenantId} and id = ${run.sourceId}`.execute(trx);
  }
  const ending = page.done && {
    sweepUnseenSincePass: page.done.sweepUnseenSincePass,
    nextRunFull: page.done.nextRunFull ?? false,
    remark: page.done.remark ?? null,
    removalsListed: false,
  };
  // A contact is unchanged until a page, of whatever pass, adds or updates it.
  const updated = await sql<RunProgress>`
    update sync_run set
      cursor = ${page.cursor}, feedback = ${storableJson(page.feedback)}, pass = ${page.pass},
      total = coalesce(${page.total}, total), ending = ${ending && storableJson(ending)},
      received = received + ${page.received}, added = added + ${page.added}, updated = updated + ${page.updated},
      unchanged = received + ${page.received} - added - ${page.added} - updated - ${page.updated},
      issue_count = issue_count + ${page.issues}
    where tenant_id = ${run.tenantId} and id = ${run.runId}
    returning state, mode, received, added, updated, unchanged, deleted, pending_deletes as "pendingDeletes", total
  `.execute(trx);
  const progress = updated.rows[0];
  if (!progress) throw new Error('The run that this transaction holds is not there.');
  return progress;
}
