import {
  type ReadRequest,
  type SourceCursor,
  SourceFailure,
  type SourceIo,
  type SourcePage,
} from '../source.ts';
import { type CustomCursor, firstCursor, readCustomCursor } from './cursor.ts';
import { type FetchedPage, fetchPage } from './fetch-page.ts';
import type { CustomSettings } from './settings.ts';

// The published server pages by OFFSET without an order, and forgets deletions once they were read. So a full run reads
// the list, asks what changed meanwhile, and reads again until it finds the list at rest, at most three times; and
// whatever may have lost a deletion makes the next run full.

const pageSize = 500;
const maxPasses = 3;
const maxPages = 20_000;
// Pages in a row that bring nothing new, before we say that the server goes round in circles.
const maxStale = 3;
// Clocks tick between a row's change and the Date header: ask for a little more than was missed.
const overlapSeconds = 10;
const overlapWithoutDateSeconds = 300;

export async function readPage(request: ReadRequest<CustomSettings>, io: SourceIo): Promise<SourcePage> {
  const cursor = advance(start(request), request);
  if (cursor.phase === 'settle') return settle(cursor, io, request.settings);
  return cursor.phase === 'full'
    ? readList(cursor, io, request.settings)
    : readChanges(cursor, io, request.settings);
}

function start({ first, mode, cursor }: ReadRequest<CustomSettings>): CustomCursor {
  if (!first) return readCustomCursor(cursor);
  if (mode === 'full') return firstCursor('full', 0);
  return firstCursor('delta', readCustomCursor(cursor).nextSince);
}

/** Takes in what the store found in the page before. */
function advance(cursor: CustomCursor, { feedback, settings }: ReadRequest<CustomSettings>): CustomCursor {
  if (!feedback) return cursor;
  const nothingNew = cursor.rows === 0 || feedback.repeated >= cursor.rows;
  const stale = nothingNew && cursor.page > 1 ? cursor.stale + 1 : 0;
  if (cursor.phase !== 'settle' && (stale >= maxStale || cursor.page > maxPages)) throw endless(settings);
  const restless =
    cursor.restless ||
    (cursor.phase === 'full' && feedback.repeated > 0) ||
    ((cursor.phase === 'check' || cursor.phase === 'settle') &&
      cursor.page > 1 &&
      feedback.changed + feedback.hintsSeen > 0);
  // The first page of the check follows the pass's last page, whose feedback speaks of the pass.
  const ofPass = cursor.phase === 'check' && cursor.page === 1 && feedback.repeated > 0;
  return { ...cursor, stale, restless: restless || ofPass };
}

async function readList(cursor: CustomCursor, io: SourceIo, settings: CustomSettings): Promise<SourcePage> {
  const page = await fetchPage(settings, io, `/contacts?limit=${pageSize}&page=${cursor.page}`, 'contacts');
  const known = remember(cursor, page, io, settings);
  const next: CustomCursor = page.hasMore
    ? { ...known, page: cursor.page + 1 }
    : { ...known, phase: 'check', page: 1, last: '', stale: 0 };
  return { ...told(page, cursor.pass), removed: [], cursor: next };
}

async function readChanges(
  cursor: CustomCursor,
  io: SourceIo,
  settings: CustomSettings,
): Promise<SourcePage> {
  const since = Math.max(1, cursor.since);
  const path = `/contacts/delta?limit=${pageSize}&page=${cursor.page}&timestamp=${since}`;
  const page = await fetchPage(settings, io, path, 'updated');
  const known = remember(cursor, page, io, settings);
  const lost = known.lost || page.repeated;
  if (cursor.phase === 'check') {
    const next: CustomCursor = page.hasMore
      ? { ...known, lost, page: cursor.page + 1 }
      : { ...known, lost, phase: 'settle', page: cursor.page + 1 };
    return { ...told(page, cursor.pass), removed: [], hints: page.deleted, cursor: next };
  }
  const updated = new Set(page.contacts.map(({ externalId }) => externalId));
  const contradicted = page.deleted.some((id) => updated.has(id));
  const next: CustomCursor = { ...known, lost: lost || contradicted, page: cursor.page + 1 };
  return {
    ...told(page, 1),
    removed: page.deleted.filter((id) => !updated.has(id)),
    cursor: page.hasMore ? next : { ...next, phase: 'done' },
    // Between two pages of a delta, a deletion vanishes without a trace.
    ...(page.hasMore
      ? {}
      : { done: { sweepUnseenSincePass: null, nextRunFull: next.lost || cursor.page > 1 } }),
  };
}

/** The check of a pass is stored: at rest, the run ends; else the list is read again, while passes are left. */
async function settle(cursor: CustomCursor, io: SourceIo, settings: CustomSettings): Promise<SourcePage> {
  if (cursor.restless && cursor.pass < maxPasses) {
    const again = firstCursor('full', 0);
    return readList({ ...again, pass: cursor.pass + 1, nextSince: cursor.nextSince }, io, settings);
  }
  // Never at rest: only what the last two passes both missed is gone.
  const sweepUnseenSincePass = cursor.restless ? cursor.pass - 1 : cursor.pass;
  return {
    contacts: [],
    removed: [],
    issues: [],
    pass: cursor.pass,
    cursor: { ...cursor, phase: 'done' },
    done: { sweepUnseenSincePass, nextRunFull: false },
  };
}

/** Notes the source's clock at the first answer of the run and of the pass, and refuses a page that repeats the last. */
function remember(
  cursor: CustomCursor,
  page: FetchedPage,
  io: SourceIo,
  settings: CustomSettings,
): CustomCursor {
  if (page.hasMore && page.rows > 0 && page.fingerprint === cursor.last) throw endless(settings);
  const clock =
    page.date === null
      ? Math.floor(io.now().getTime() / 1000) - overlapWithoutDateSeconds
      : page.date - overlapSeconds;
  return {
    ...cursor,
    nextSince: cursor.nextSince === 0 ? clock : cursor.nextSince,
    since: cursor.phase === 'full' && cursor.page === 1 ? clock : cursor.since,
    last: page.fingerprint,
    rows: page.rows + page.deleted.length,
  };
}

const told = ({ contacts, issues, keep }: FetchedPage, pass: number) => ({ contacts, issues, keep, pass });

function endless(settings: CustomSettings): SourceFailure {
  return new SourceFailure(
    'malformed',
    `${new URL(settings.url).host} goes on saying that there is more, and sends the same contacts again. Nothing was removed. Its paging (limit, page, has_more) needs a repair.`,
  );
}

/** Deltas forget deletions by being read, and the check's are only hints: the list itself may be read ahead. */
export function mayReadAhead(cursor: SourceCursor): boolean {
  const { phase, page } = readCustomCursor(cursor);
  return phase === 'full' && page > 1;
}
