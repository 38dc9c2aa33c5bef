import type { IncomingMessage } from 'node:http';
import { readContact } from './contact.ts';
import { type Session, type Sessions, setMark } from './sessions.ts';
import type { From, Rows, Store } from './store.ts';

export interface Answer {
  readonly status: number;
  readonly type?: 'application/json' | 'text/plain';
  readonly body?: string;
}

/** Larger pages are asked for in vain: they come in this size, and `has_more` says that more follows. */
const largestPage = 2_000;
const usualPage = 20;
const largestBody = 64 * 1024;

const badRequest: Answer = { status: 400, type: 'text/plain', body: 'Bad request' };
const json = (body: string, status = 200): Answer => ({ status, type: 'application/json', body });

/** Answers one request. The first three calls are the contract; the others let a person change contacts. */
export async function answer(
  request: IncomingMessage,
  { store, sessions, mayWrite }: { store: Store; sessions: Sessions; mayWrite: boolean },
): Promise<Answer> {
  const { method = 'GET', headers } = request;
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
  if (pathname === '/token') {
    if (method !== 'GET') return { status: 405 };
    const token = sessions.open(headers.authorization);
    return token === null ? { status: 401 } : json(JSON.stringify({ token }));
  }
  if (pathname === '/contacts' || pathname === '/contacts/delta') {
    if (method !== 'GET') return { status: 405 };
    const session = sessions.find(headers.authorization);
    if (session === null) return { status: 401 };
    return pathname === '/contacts'
      ? full(store, session, searchParams)
      : delta(store, session, searchParams);
  }
  const [, id] = /^\/contacts\/([^/]+)$/.exec(pathname) ?? [];
  if (id === undefined) return { status: 404 };
  if (!sessions.isClient(headers.authorization)) return { status: 401 };
  if (!mayWrite)
    return { status: 409, type: 'text/plain', body: 'These contacts come from a file: change them there.' };
  return write(store, request, decodeURIComponent(id));
}

function full(store: Store, session: Session, query: URLSearchParams): Answer {
  const asked = readPaging(query);
  if (asked === null) return badRequest;
  const { limit } = asked;
  const { rows, more } = page(session, `full ${limit}`, asked, 0, (from) => store.list(from, limit));
  return json(`{"contacts":[${rows.join(',')}],"has_more":${more}}`);
}

function delta(store: Store, session: Session, query: URLSearchParams): Answer {
  const asked = readPaging(query);
  const since = readPositive(query.get('timestamp'));
  if (asked === null || since === null) return badRequest;
  const { limit } = asked;
  // The limit holds for each of the two lists; more follows while either has more.
  const updated = page(session, `updated ${limit} ${since}`, asked, since, (from) =>
    store.updatedSince(since, from, limit),
  );
  const deleted = page(session, `deleted ${limit} ${since}`, asked, since, (from) =>
    store.deletedSince(since, from, limit),
  );
  return json(
    `{"updated":[${updated.rows.join(',')}],"deleted":${JSON.stringify(deleted.rows)},"has_more":${updated.more || deleted.more}}`,
  );
}

interface Paging {
  readonly limit: number;
  readonly number: number;
}

function page(
  session: Session,
  list: string,
  { limit, number }: Paging,
  since: number,
  read: (from: From) => Rows,
): Rows {
  const before = session.marks.get(`${list} ${number - 1}`);
  const from: From =
    number === 1
      ? { mark: { at: since, key: list.startsWith('deleted') ? '' : 0 } }
      : before
        ? { mark: before }
        : { offset: (number - 1) * limit };
  const rows = read(from);
  const last = rows.last ?? ('mark' in from ? from.mark : null);
  if (last) setMark(session, `${list} ${number}`, last);
  return rows;
}

function readPaging(query: URLSearchParams): Paging | null {
  const number = readPositive(query.get('page'));
  const limit = query.has('limit') ? readPositive(query.get('limit')) : usualPage;
  return number === null || limit === null ? null : { number, limit: Math.min(limit, largestPage) };
}

const readPositive = (text: string | null): number | null =>
  /^0*[1-9]\d{0,9}$/.test(text ?? '') ? Number(text) : null;

async function write(store: Store, request: IncomingMessage, id: string): Promise<Answer> {
  if (request.method === 'DELETE') return { status: store.remove(id) ? 204 : 404 };
  if (request.method !== 'PUT') return { status: 405 };
  let body = '';
  for await (const chunk of request.setEncoding('utf8')) {
    body += chunk;
    if (body.length > largestBody) return { status: 413 };
  }
  const contact = readContact(id, tryParse(body));
  if (typeof contact === 'string') return { status: 422, type: 'text/plain', body: contact };
  store.put(contact);
  return json(JSON.stringify(contact));
}

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
