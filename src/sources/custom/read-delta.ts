import { type ReadRequest, SourceFailure, type SourcePage } from '../source.ts';
import { readCursor, type UnderWay } from './cursor.ts';
import { newPageWatch } from './page-watch.ts';
import { fetchDeltaPage, onePageOn, outlineOfRows } from './read-page.ts';
import { fetchToken, type Service } from './service.ts';
import type { CustomSettings } from './settings.ts';
import { sinceOf } from './since.ts';

/** Clocks are set right by a little all the time; by more, stamps no longer tell what came after what. */
const clockToleranceSeconds = 30;

/**
 * One page of what changed. The published server forgets its list of deletions when a page past its end is read, so
 * one that was deleted between two pages is never named: after more than one page the next run is full.
 */
export async function readDelta(service: Service, request: ReadRequest<CustomSettings>): Promise<SourcePage> {
  const at = await startOrGoOn(service, request);
  const rows = await fetchDeltaPage(service, at);
  const present = new Set([...rows.contacts.map(({ externalId }) => externalId), ...rows.keep]);
  const removed = rows.deleted.filter((id) => !present.has(id));
  // Deleted and made again: it stays, and only a full run can tell.
  const doubt = at.doubt || rows.doubt || removed.length < rows.deleted.length;
  const { contacts, issues, keep } = rows;
  const page = { contacts, removed, issues, keep, pass: 1 };
  if (rows.hasMore)
    return { ...page, cursor: { ...onePageOn(service, at, rows.token, outlineOfRows(rows)), doubt } };
  return {
    ...page,
    cursor: { step: 'rest', since: at.nextSince },
    done: { sweepUnseenSincePass: null, nextRunFull: doubt || at.page > 1 },
  };
}

async function startOrGoOn(
  service: Service,
  { first, cursor }: ReadRequest<CustomSettings>,
): Promise<UnderWay> {
  const read = readCursor(cursor);
  if (!first && read?.step === 'delta') return read;
  if (read?.step !== 'rest') throw expired('Where the last run ended is not known.');
  const { token, date } = await fetchToken(service);
  const { nextSince } = sinceOf(date, service.io.now());
  if (nextSince < read.since - clockToleranceSeconds)
    throw expired(`The clock of the service at ${service.host} was set back since the last run.`);
  const { since } = read;
  return {
    step: 'delta',
    nextSince,
    since,
    pass: 1,
    page: 1,
    token,
    moved: false,
    doubt: false,
    watch: newPageWatch,
  };
}

const expired = (why: string) => new SourceFailure('cursor-expired', `${why} All contacts are read anew.`);
