import type { Trx } from '../database/connect.ts';
import { isUniqueViolation } from '../database/sqlstate.ts';
import { tenantDerivation } from '../directory/derivation.ts';
import { inBulkTransaction } from '../directory/in-transaction.ts';
import { prepareContacts, storableFields } from '../directory/prepare-contacts.ts';
import { publishBrought } from '../directory/publish-contacts.ts';
import { tellContactsChanged, tellProgress } from '../directory/runs/tell-run.ts';
import { type StoredContact, storeBrought } from '../directory/store-brought.ts';
import { displayName } from '../domain/contact.ts';
import type { PageFeedback, SourceIssue } from '../sources/source.ts';
import { type ClaimedRun, holdClaim } from './claim-runs.ts';
import { sealCursor } from './cursor.ts';
import type { Engine } from './engine.ts';
import { numberIssues } from './number-issues.ts';
import { sumFeedback } from './page-feedback.ts';
import type { ReadPage } from './page-reader.ts';
import { recordChanges, recordIssues, recordProgress, recordRemovals, recordSeen } from './record-page.ts';
import { isMemorable, sameAsBefore } from './remembered-pages.ts';
import { type RunMemory, seenInPass } from './run-memory.ts';

export interface AppliedPage {
  readonly feedback: PageFeedback;
  /** Readers see something else than before. */
  readonly published: boolean;
  /** Most of the page's contacts were new. */
  readonly mostlyNew: boolean;
}

/**
 * Stores one page, what it changes for readers, its counts and its cursor together, in one short transaction.
 * Applying the same page twice changes nothing the second time. Throws `ClaimLost` or `RunCancelled`.
 */
export async function applyPage(
  engine: Engine,
  run: ClaimedRun,
  memory: RunMemory,
  read: ReadPage,
  { undelivered, repeatable, tell, meanwhile }: PageContext,
): Promise<AppliedPage> {
  const before = sameAsBefore(memory, read.page);
  const { page, prepared } = before ? read : readAfterAll(read);
  const { contacts, repeated: repeatedInPage, unusable } = prepared;
  const cursor = sealCursor(engine.secrets, run, page.cursor);
  const seen = seenInPass(memory, page.pass);

  const apply = async (trx: Trx) => {
    // A power cut may take back the last pages of a run that can read them again, and their cursor with them.
    const { nextRowNo } = await holdClaim(engine, trx, run, { durable: !repeatable });
    memory.allNew ??= nextRowNo === 0;
    const context = { nextRowNo, allNew: memory.allNew, meanwhile };
    const stored = before
      ? before.rowNos.map((rowNo): StoredContact => ({ rowNo, state: 'same' }))
      : await storeBrought(trx, run.tenantId, run.sourceId, contacts, context);
    if (before) meanwhile();
    const moved = stored.filter(({ state }) => state !== 'same').map(({ rowNo }) => rowNo);
    const known = await findRows(trx, run, [...(page.keep ?? []), ...(page.hints ?? [])]);
    const changes = await publishChanges(trx, run, memory, stored);
    const feedback: PageFeedback = {
      changed: moved.length,
      repeated: repeatedInPage + stored.filter(({ rowNo }) => seen.has(rowNo)).length,
      hintsSeen: (page.hints ?? []).filter((id) => seen.has(known.get(id) ?? -1)).length,
    };
    const kept = (page.keep ?? []).flatMap((id) => known.get(id) ?? []);
    const rows = [...stored.map(({ rowNo }) => rowNo), ...kept];

    const memo = page.memo && isMemorable(page) && run.mode === 'full' ? page.memo : null;
    await recordSeen(
      trx,
      run,
      page.pass,
      memory.nextPage,
      rows,
      memo && { page: memo, comparedAt: before?.comparedAt ?? engine.io.now() },
    );
    await recordChanges(trx, run, changes.rows);
    await recordRemovals(trx, run, page.removed);
    const issues = await recordIssues(trx, run, page.pass, [...page.issues, ...unusable, ...changes.issues]);
    const progress = await recordProgress(trx, run, {
      cursor,
      feedback: sumFeedback(undelivered, feedback),
      pass: page.pass,
      total: page.total ?? null,
      done: page.done ?? null,
      received: stored.filter(({ rowNo }) => !memory.brought.has(rowNo)).length,
      added: changes.added,
      updated: changes.updated,
      issues,
      newRows: stored.filter(({ state }) => state === 'new').length,
      moreContacts: stored.filter(({ state }) => state === 'new' || state === 'returned').length,
      pagesOutdated: stored.some(({ state }) => state === 'changed' || state === 'returned'),
    });
    if (tell) {
      await tellProgress(trx, run, progress);
      if (changes.published) await tellContactsChanged(trx, run.tenantId);
    }
    const mostlyNew = changes.added * 2 > stored.length;
    return { feedback, rows, moved, changed: changes.rows, published: changes.published, mostlyNew };
  };
  const applied = await inBulkTransaction(engine.pool, apply).catch((error) => {
    if (!memory.allNew || !isUniqueViolation(error)) throw error;
    // A page before this one has brought one of its ids.
    memory.allNew = false;
    return inBulkTransaction(engine.pool, apply);
  });

  if (applied.moved.some((row) => seen.has(row))) memory.pagesAgree = false;
  for (const row of applied.moved) memory.moved.add(row);
  for (const row of applied.rows) {
    seen.add(row);
    memory.brought.add(row);
  }
  for (const { rowNo } of applied.changed) memory.changed.add(rowNo);
  memory.nextPage += 1;
  return { feedback: applied.feedback, published: applied.published, mostlyNew: applied.mostlyNew };
}

export interface PageContext {
  /** What the source has not been told yet of the pages before, when it goes on from this page's cursor. */
  readonly undelivered: PageFeedback;
  /** The page can be read again if need be. */
  readonly repeatable: boolean;
  /** Tell browsers how far the run is. */
  readonly tell: boolean;
  /** Called when the database begins to store. */
  readonly meanwhile: () => void;
}

function readAfterAll(read: ReadPage): ReadPage {
  if (!read.page.unread) return read;
  const page = read.page.unread();
  return { page, prepared: prepareContacts(page.contacts) };
}

/** A contact that the run has changed for the first time. */
export interface Change {
  readonly contactId: string;
  readonly externalId: string;
  readonly rowNo: number;
  readonly displayName: string;
  readonly change: 'added' | 'updated';
}

// A contact counts once in a run: what another pass brings of one that was added or updated before changes no count.
async function publishChanges(
  trx: Trx,
  run: ClaimedRun,
  memory: RunMemory,
  stored: readonly StoredContact[],
): Promise<{ rows: Change[]; added: number; updated: number; published: boolean; issues: SourceIssue[] }> {
  const moved = stored.filter((row) => row.state !== 'same');
  if (moved.length === 0) return { rows: [], added: 0, updated: 0, published: false, issues: [] };
  const derivation = await tenantDerivation(trx, run.tenantId);
  const published = await publishBrought(
    trx,
    run.tenantId,
    run.sourceId,
    derivation,
    moved.map(({ contact, contactId, state }) => ({
      contact,
      contactId,
      isNew: state === 'new',
    })),
  );
  const rows = moved.flatMap(({ contact, contactId, rowNo, state }): Change[] => {
    const came = state === 'new' || state === 'returned';
    // An edited or hidden contact may look the same although its source says something else: nothing to report.
    if (memory.changed.has(rowNo) || (!came && !published.has(contactId))) return [];
    const { externalId, fields } = contact;
    return [
      {
        contactId,
        externalId,
        rowNo,
        displayName:
          contact.ahead?.displayName ?? displayName(storableFields(fields).fields, derivation.nameOrder),
        change: came ? 'added' : 'updated',
      },
    ];
  });
  const added = rows.filter(({ change }) => change === 'added').length;
  const issues = numberIssues(moved, derivation.country);
  return { rows, added, updated: rows.length - added, published: published.size > 0, issues };
}

async function findRows(
  trx: Trx,
  run: ClaimedRun,
  externalIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (externalIds.length === 0) return new Map();
  const rows = await trx
    .selectFrom('source_contact')
    .select(['external_id', 'row_no'])
    .where('tenant_id', '=', run.tenantId)
    .where('source_id', '=', run.sourceId)
    .where('external_id', 'in', externalIds)
    .execute();
  return new Map(rows.map((row) => [row.external_id, row.row_no]));
}
