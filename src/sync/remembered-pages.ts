import { sql } from 'kysely';
import type { Db, Trx } from '../database/connect.ts';
import type { JsonObject } from '../domain/json.ts';
import type { SourcePage } from '../sources/source.ts';
import type { ClaimedRun } from './claim-runs.ts';
import { unpackRows } from './row-set.ts';
import type { RunMemory } from './run-memory.ts';

// A full run that is given a page word for word as the last full run was need not read it: its contacts are stored, and
// nothing has changed what is stored of them since. The pages are those of `source.pages_run_id` in `run_seen`, and are of
// use only while `source.pages_current`: whoever changes or removes a stored contact ends that, in the same transaction.

export interface RememberedPage {
  readonly gist: JsonObject;
  /** Packed, see row-set.ts. */
  readonly rowNos: Buffer;
  readonly comparedAt: Date;
}

/** A weekly full run compares every contact, whatever is remembered. */
const comparedWithinDays = 6;

export type RememberedPages = ReadonlyMap<string, RememberedPage>;

/** What a full run may leave unread, by digest. */
export async function recallPages(db: Db, run: ClaimedRun): Promise<RememberedPages> {
  if (run.mode !== 'full') return new Map();
  const { rows } = await sql<RememberedPage & { digest: string }>`
    select encode(p.digest, 'hex') as digest, p.gist, p.row_nos as "rowNos", p.compared_at as "comparedAt"
    from source s join run_seen p on p.tenant_id = s.tenant_id and p.run_id = s.pages_run_id
    where s.tenant_id = ${run.tenantId} and s.id = ${run.sourceId} and s.pages_current and p.digest is not null
      and p.compared_at > now() - ${sql.lit(comparedWithinDays)} * interval '1 day'`.execute(db);
  return new Map(rows.map(({ digest, ...page }) => [digest, page]));
}

/** The remembered page that an unread page is, and its contacts; `null`: it has to be read after all. */
export function sameAsBefore(
  memory: RunMemory,
  page: SourcePage,
): { readonly rowNos: readonly number[]; readonly comparedAt: Date } | null {
  const remembered = page.memo && memory.remembered.get(page.memo.digest);
  if (!page.unread || !remembered) return null;
  const rowNos = unpackRows(remembered.rowNos);
  // A page before this one changed one of these contacts: the list moves, and this one says what it was.
  return rowNos.some((row) => memory.moved.has(row)) ? null : { rowNos, comparedAt: remembered.comparedAt };
}

/** Worth remembering: everything that the page says is in its contacts. */
export const isMemorable = ({ memo, issues, keep, hints, removed }: SourcePage): boolean =>
  memo !== undefined && issues.length + removed.length + (keep?.length ?? 0) + (hints?.length ?? 0) === 0;

/** Remembers the pages of a full run's last pass instead of those before. */
export async function rememberPages(trx: Trx, run: ClaimedRun): Promise<void> {
  await sql`
    delete from run_seen p using source s
    where s.tenant_id = ${run.tenantId} and s.id = ${run.sourceId}
      and p.tenant_id = s.tenant_id and p.run_id = s.pages_run_id and p.run_id <> ${run.runId}`.execute(trx);
  await trx
    .updateTable('source')
    .set({ pages_run_id: run.runId, pages_current: true })
    .where('tenant_id', '=', run.tenantId)
    .where('id', '=', run.sourceId)
    .execute();
}
