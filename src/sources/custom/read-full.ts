import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { PageFeedback, ReadRequest, SourcePage } from '../source.ts';
import { readCursor, type UnderWay } from './cursor.ts';
import { newPageWatch, pageOutline } from './page-watch.ts';
import { parseFullPage } from './parse-page.ts';
import { fetchDeltaPage, fetchFullPage, onePageOn, outlineOfRows } from './read-page.ts';
import { fetchToken, type Service } from './service.ts';
import type { CustomSettings } from './settings.ts';
import { sinceOf } from './since.ts';

// A full run. The list is read by page numbers, and whatever is inserted or deleted meanwhile moves the rows after it: one
// can come twice or never. So each pass ends with a check: what changed since it began? If that is something the pass
// has not read, or a page repeated an id, the list is read again. A quiet service is exact after one pass.

const mostPasses = 3;

export async function readFull(service: Service, request: ReadRequest<CustomSettings>): Promise<SourcePage> {
  const read = request.first ? null : readCursor(request.cursor);
  if (read === null || read.step === 'rest' || read.step === 'delta')
    return readList(service, request, await begin(service));
  const at = { ...read, moved: read.moved || hasMoved(read, request.feedback) };
  if (at.step === 'list') return readList(service, request, at);
  if (at.step === 'check') return readCheck(service, at);
  return judge(service, request, at);
}

/** Starts a pass. The token is asked for first, so that the clock is read before the list is. */
async function begin(service: Service, before?: UnderWay): Promise<UnderWay> {
  const { token, date } = await fetchToken(service);
  const { nextSince, since } = sinceOf(date, service.io.now());
  return {
    step: 'list',
    nextSince: before?.nextSince ?? nextSince,
    since,
    pass: (before?.pass ?? 0) + 1,
    page: 1,
    token,
    moved: false,
    doubt: before?.doubt ?? false,
    watch: newPageWatch,
  };
}

/** What the store found in the pages before. Of a check's, that they repeat what the pass read is no news. */
function hasMoved({ step, page }: UnderWay, feedback: PageFeedback | null): boolean {
  if (feedback === null) return false;
  const ofList = step === 'list' || (step === 'check' && page === 1);
  return ofList ? feedback.repeated > 0 : feedback.changed > 0 || feedback.hintsSeen > 0;
}

async function readList(service: Service, request: Request, at: UnderWay): Promise<SourcePage> {
  const { text, token } = await fetchFullPage(service, at);
  const digest = digestOf(service.settings, text);
  const read = (): SourcePage => {
    const rows = parseFullPage(service.host, text);
    const { contacts, issues, keep } = rows;
    const gist = { hasMore: rows.hasMore, ...outlineOfRows(rows) };
    const memo = { digest, gist };
    return { contacts, removed: [], issues, keep, cursor: after(gist), pass: at.pass, memo };
  };
  function after({ hasMore, ...outline }: Gist): UnderWay {
    return hasMore
      ? onePageOn(service, at, token, outline)
      : { ...at, step: 'check', page: 1, token, watch: newPageWatch };
  }
  const recalled = pageGist.safeParse(request.recall?.(digest) ?? null);
  if (!recalled.success) return read();
  const gist = recalled.data;
  const memo = { digest, gist };
  return { contacts: [], removed: [], issues: [], cursor: after(gist), pass: at.pass, memo, unread: read };
}

type Request = ReadRequest<CustomSettings>;

const pageGist = pageOutline.extend({ hasMore: z.boolean() });
type Gist = z.output<typeof pageGist>;

/** The text, and whose it is. What we make of a text may change with a version: every contact is compared within a week. */
const digestOf = ({ url, clientId }: CustomSettings, text: string): string =>
  createHash('sha256')
    .update(`${JSON.stringify([url, clientId])}\n`)
    .update(text)
    .digest('hex');

async function readCheck(service: Service, at: UnderWay): Promise<SourcePage> {
  const rows = await fetchDeltaPage(service, at);
  const { contacts, issues, keep } = rows;
  const present = new Set([...contacts.map(({ externalId }) => externalId), ...keep]);
  // Only hints: the list of deletions knows no time, and may name one that was made again long ago.
  const hints = rows.deleted.filter((id) => !present.has(id));
  const doubt = at.doubt || rows.doubt || rows.hasMore;
  const page = { contacts, removed: [], hints, issues, keep, pass: at.pass };
  if (rows.hasMore)
    return { ...page, cursor: { ...onePageOn(service, at, rows.token, outlineOfRows(rows)), doubt } };
  const next: UnderWay = { ...at, step: 'judge', token: rows.token, doubt };
  const nothingNew = contacts.length + hints.length === 0;
  if (nothingNew && at.page === 1 && !isToReadAgain(next)) return { ...page, ...end(next) };
  return { ...page, cursor: next };
}

const isToReadAgain = ({ moved, pass }: UnderWay) => moved && pass < mostPasses;

async function judge(service: Service, request: Request, at: UnderWay): Promise<SourcePage> {
  if (isToReadAgain(at)) return readList(service, request, await begin(service, at));
  return { contacts: [], removed: [], issues: [], pass: at.pass, ...end(at) };
}

/** A list that never came to rest loses only what two passes missed. */
function end({ pass, moved, doubt, nextSince }: UnderWay): Pick<SourcePage, 'cursor' | 'done'> {
  return {
    cursor: { step: 'rest', since: nextSince },
    done: { sweepUnseenSincePass: moved ? pass - 1 : pass, nextRunFull: moved || doubt },
  };
}
