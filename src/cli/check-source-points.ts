import { parseDeltaPage, parseFullPage, type Rows } from '../sources/custom/parse-page.ts';
import { ask, fetchToken, openService, type Service, send } from '../sources/custom/service.ts';
import type { CustomSettings } from '../sources/custom/settings.ts';
import type { Answer } from '../sources/http/exchange.ts';
import type { SourceIo } from '../sources/source.ts';

/** One thing that a server gets right or wrong. */
export interface Point {
  readonly ok: boolean;
  readonly text: string;
}

const clockToleranceMs = 60_000;
const smallPage = 2;
/** Enough to see whether pages fit together, on a directory of any size. */
const mostPages = 20;
const largePage = 500;

/** The points of the contract, in the order in which a run meets them. Throws `SourceFailure` where it cannot go on. */
export async function* checkPoints(settings: CustomSettings, io: SourceIo): AsyncGenerator<Point> {
  const service = openService(settings, io, { attempts: 2, timeoutMs: 30_000 });
  const { token, date } = await fetchToken(service);
  yield { ok: true, text: 'GET /token gives a token for the Client ID and Client Secret.' };
  yield checkClock(date, io.now());
  yield* checkRefusals(service, token);
  yield* checkList(service, token);
  yield* checkChanges(service, token, date ?? io.now());
}

function checkClock(date: Date | null, now: Date): Point {
  if (date === null)
    return {
      ok: false,
      text: 'Answers carry no Date header, so Switchbook must guess the time of the server. Send one.',
    };
  const apart = Math.abs(now.getTime() - date.getTime());
  return apart <= clockToleranceMs
    ? { ok: true, text: 'Answers carry a Date header, and the clock is right.' }
    : {
        ok: true,
        text: `Answers carry a Date header. The clock is ${Math.round(apart / 1000)} seconds off; Switchbook goes by it, so that this does no harm.`,
      };
}

async function* checkRefusals(service: Service, token: string): AsyncGenerator<Point> {
  const { clientId, clientSecret } = service.settings;
  const wrong = Buffer.from(`${clientId}:not-${clientSecret}`).toString('base64');
  const list = '/contacts?limit=2&page=1';
  const good = `Bearer ${token}`;
  const trials = [
    ['/token', `Basic ${wrong}`, 401, 'GET /token with a wrong secret'],
    [list, 'Bearer not-a-token', 401, 'GET /contacts with a token that was never given'],
    ['/contacts?limit=2', good, 400, 'GET /contacts without page'],
    ['/contacts?limit=2&page=0', good, 400, 'GET /contacts with page=0'],
    ['/contacts?limit=x&page=1', good, 400, 'GET /contacts with limit=x'],
    ['/contacts/delta?limit=2&page=1&timestamp=0', good, 400, 'GET /contacts/delta with timestamp=0'],
  ] as const;
  for (const [path, authorization, status, what] of trials) {
    const answer: Answer = await send(service, path, authorization);
    yield {
      ok: answer.status === status,
      text:
        answer.status === status
          ? `${what} is answered with ${status}.`
          : `${what} is answered with ${answer.status} and should be with ${status}.`,
    };
  }
}

async function* checkList(service: Service, token: string): AsyncGenerator<Point> {
  const get = async (limit: number, page: number): Promise<Rows> =>
    parseFullPage(service.host, (await ask(service, `/contacts?limit=${limit}&page=${page}`, token)).text);
  const large = await get(largePage, 1);
  yield { ok: true, text: `GET /contacts gives a page of ${sizeOf(large)} contacts.` };
  yield* checkRows(large);

  const ids: string[] = [];
  let sizes = true;
  let more = true;
  for (let page = 1; page <= mostPages && more; page += 1) {
    const rows = await get(smallPage, page);
    ids.push(...idsOf(rows));
    more = rows.hasMore;
    sizes &&= sizeOf(rows) === smallPage || (sizeOf(rows) < smallPage && !more);
  }
  yield {
    ok: sizes,
    text: sizes
      ? `Pages hold as many contacts as limit says; only the last may hold fewer.`
      : `With limit=${smallPage}, a page before the last holds more or fewer contacts than that.`,
  };
  const whole = idsOf(large);
  const inOrder =
    ids.every((id, i) => i >= whole.length || whole[i] === id) && new Set(ids).size === ids.length;
  yield {
    ok: inOrder,
    text: inOrder
      ? 'Small pages one after the other give the same contacts in the same order as one large page.'
      : 'Small pages one after the other repeat or miss contacts of one large page. Give the query an order that does not change (ORDER BY id).',
  };
  const ends = !more || sizeOf(large) > ids.length || large.hasMore;
  yield {
    ok: ends,
    text: ends
      ? 'has_more tells the truth about the last page.'
      : 'has_more stays true after the last contact.',
  };
  const beyond = await get(largePage, 100_000);
  const empty = sizeOf(beyond) === 0 && !beyond.hasMore;
  yield {
    ok: empty,
    text: empty
      ? 'A page far past the end is empty and says that no more follows.'
      : 'A page far past the end holds contacts, or says that more follows.',
  };
}

function* checkRows({ contacts, issues }: Rows): Generator<Point> {
  const ids = contacts.map(({ externalId }) => externalId);
  const unique = new Set(ids).size === ids.length;
  yield {
    ok: unique,
    text: unique ? 'Every id stands there once.' : 'An id stands there more than once in one page.',
  };
  if (issues.length === 0) yield { ok: true, text: 'Every contact of that page can be used.' };
  const reasons = new Map<string, number>();
  for (const { reason } of issues) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  for (const [reason, count] of [...reasons].slice(0, 5))
    yield {
      ok: false,
      text: `${count === 1 ? 'A contact' : `${count} contacts`} of that page cannot be used. ${reason}`,
    };
}

async function* checkChanges(service: Service, token: string, now: Date): AsyncGenerator<Point> {
  const get = async (timestamp: number): Promise<Rows> =>
    parseDeltaPage(
      service.host,
      (await ask(service, `/contacts/delta?limit=${largePage}&page=1&timestamp=${timestamp}`, token)).text,
    );
  const seconds = Math.floor(now.getTime() / 1000);
  const all = await get(1);
  yield {
    ok: true,
    text: `GET /contacts/delta gives ${sizeOf(all)} changed and ${all.deleted.length} deleted contacts since the beginning of time.`,
  };
  const again = await get(1);
  const kept = all.deleted.every((id) => again.deleted.includes(id));
  yield {
    ok: kept,
    text: kept
      ? 'Deletions are still there when they are asked for again.'
      : 'Deletions are forgotten once they were read: an answer that gets lost loses them. If Switchbook uses this server, let it make a full synchronisation now, because this check has read them.',
  };
  const future = await get(seconds + 86_400);
  const quiet = sizeOf(future) === 0 && !future.hasMore;
  yield {
    ok: quiet,
    text: quiet
      ? 'Nothing is said to have changed since tomorrow.'
      : 'Contacts are said to have changed since tomorrow: updated holds what changed at or after timestamp, and no more.',
  };
  const timed = future.deleted.length === 0;
  yield {
    ok: timed,
    text: timed
      ? 'Nothing is said to have been deleted since tomorrow.'
      : 'Contacts are said to have been deleted since tomorrow: deleted should hold what was deleted at or after timestamp, and no more.',
  };
}

const idsOf = ({ contacts, keep }: Rows): string[] => [
  ...contacts.map(({ externalId }) => externalId),
  ...keep,
];
const sizeOf = ({ contacts, issues }: Rows): number => contacts.length + issues.length;
