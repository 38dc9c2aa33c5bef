import type { Db } from '../database/connect.ts';
import type { ClaimedRun } from './claim-runs.ts';
import { type RememberedPages, recallPages } from './remembered-pages.ts';
import { createRowSet, type RowSet, unpackRows } from './row-set.ts';

/** What a run has brought so far, a bit a contact. The database holds the same, for when the process dies. */
export interface RunMemory {
  /** Contacts that each pass has brought (or asked to keep). */
  readonly seen: Map<number, RowSet>;
  /** Contacts that the run has brought, in any pass: each is counted once. */
  readonly brought: RowSet;
  /** Contacts that the run has added or updated. */
  readonly changed: RowSet;
  /** Contacts of which the run has stored something else than was stored; since the process has it, no longer. */
  readonly moved: RowSet;
  /** Before the run nothing of the source was stored, and no page has repeated an id since. Null: not known yet. */
  allNew: boolean | null;
  /** What need not be read again. */
  readonly remembered: RememberedPages;
  /** Each page of each pass says what is stored now of its contacts. */
  pagesAgree: boolean;
  /** The number of the next row in `run_seen`. */
  nextPage: number;
}

export function seenInPass(memory: RunMemory, pass: number): RowSet {
  const seen = memory.seen.get(pass) ?? createRowSet();
  memory.seen.set(pass, seen);
  return seen;
}

/** Everything that passes from `pass` on have brought. */
export function seenSincePass(memory: RunMemory, pass: number): RowSet {
  const all = createRowSet();
  for (const [number, seen] of memory.seen) if (number >= pass) all.addAll(seen);
  return all;
}

/** The latest pass that has brought something. */
export const lastPass = (memory: RunMemory): number => Math.max(0, ...memory.seen.keys());

/** Reads back what the run had brought when it was cut off. */
export async function recallRun(db: Db, run: ClaimedRun): Promise<RunMemory> {
  const memory: RunMemory = {
    seen: new Map(),
    brought: createRowSet(),
    changed: createRowSet(),
    moved: createRowSet(),
    allNew: null,
    remembered: await recallPages(db, run),
    pagesAgree: true,
    nextPage: 1,
  };
  const pages = await db
    .selectFrom('run_seen')
    .select(['pass', 'page', 'row_nos'])
    .where('tenant_id', '=', run.tenantId)
    .where('run_id', '=', run.runId)
    .execute();
  for (const { pass, page, row_nos } of pages) {
    const seen = seenInPass(memory, pass);
    for (const row of unpackRows(row_nos)) {
      seen.add(row);
      memory.brought.add(row);
    }
    memory.nextPage = Math.max(memory.nextPage, page + 1);
  }
  if (pages.length === 0) return memory;
  // Whether they do is not known of what another process read.
  memory.pagesAgree = false;
  const changed = await db
    .selectFrom('run_change')
    .innerJoin('source_contact', (join) =>
      join
        .onRef('source_contact.tenant_id', '=', 'run_change.tenant_id')
        .onRef('source_contact.contact_id', '=', 'run_change.contact_id'),
    )
    .select('source_contact.row_no')
    .where('run_change.tenant_id', '=', run.tenantId)
    .where('run_change.run_id', '=', run.runId)
    .where('run_change.change', 'in', ['added', 'updated'])
    .execute();
  for (const { row_no } of changed) memory.changed.add(row_no);
  return memory;
}
