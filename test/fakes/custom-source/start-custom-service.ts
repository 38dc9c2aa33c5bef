import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';

// A fake of the published custom contact server, with its habits: no order under LIMIT and OFFSET, deletions that ignore
// the time asked for and are forgotten once read, tokens that live two minutes. A test tells it to misbehave beyond that.

export interface WireContact {
  readonly id: string | number;
  readonly [field: string]: unknown;
}

export type Call = '/token' | '/contacts' | '/contacts/delta';

/** Answers in the fake's place; `false`: as usual. */
export type Misbehaviour = (response: ServerResponse, asked: Asked) => boolean | Promise<boolean>;

export interface Asked {
  readonly call: Call;
  readonly page: number;
  readonly timestamp: number;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
}

export interface FakeCustomService {
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** In the order in which pages give them. */
  readonly rows: { contact: WireContact; updatedAt: number }[];
  readonly deleted: string[];
  readonly asked: Asked[];
  /** At the end, or at the beginning where it moves every row after it. */
  put(contact: WireContact, where?: 'end' | 'front'): void;
  remove(id: string): void;
  /** The next requests are refused until a new token is taken. */
  dropTokens(): void;
  misbehave: Misbehaviour;
  /** Milliseconds that its clock is ahead; `null`: it does not tell its time. */
  clockAheadMs: number | null;
  stop(): Promise<void>;
}

export interface FakeOptions {
  readonly tls?: { readonly cert: string; readonly key: string };
}

export const wire = (id: string, fields: Readonly<Record<string, unknown>> = {}): WireContact => ({
  id,
  first_name: `First ${id}`,
  last_name: `Last ${id}`,
  company: 'eos',
  type: 'customer',
  phones: [{ number: '+1 212 555 0100', label: 'work' }],
  emails: null,
  ...fields,
});

export async function startCustomService({ tls }: FakeOptions = {}): Promise<FakeCustomService> {
  let tokens = new Set<string>();
  let url = '';
  const now = () => Date.now() + (fake.clockAheadMs ?? 0);
  const seconds = () => Math.floor(now() / 1000);

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const call = (['/token', '/contacts', '/contacts/delta'] as const).find((path) =>
      pathname.endsWith(path),
    );
    const number = (name: string, usual: number) => Number(searchParams.get(name) ?? usual);
    if (!call) return send(response, 404, '');
    const asked: Asked = {
      call,
      page: number('page', 0),
      timestamp: number('timestamp', 0),
      url: request.url ?? '',
      headers: request.headers,
    };
    fake.asked.push(asked);
    if (fake.clockAheadMs === null) response.sendDate = false;
    else response.setHeader('date', new Date(now()).toUTCString());
    if (await fake.misbehave(response, asked)) return;
    const { authorization = '' } = request.headers;
    if (call === '/token') {
      const expected = Buffer.from(`${fake.clientId}:${fake.clientSecret}`).toString('base64');
      if (authorization !== `Basic ${expected}`) return send(response, 401, '');
      const token = `token-${tokens.size}-${Math.random().toString(36).slice(2)}`;
      tokens.add(token);
      return send(response, 200, { token });
    }
    if (!tokens.has(authorization.replace('Bearer ', ''))) return send(response, 401, '');
    const limit = number('limit', 20);
    const from = (asked.page - 1) * limit;
    const valid = [asked.page, limit].every((value) => Number.isInteger(value) && value > 0);
    if (!valid || (call === '/contacts/delta' && !(asked.timestamp > 0)))
      return send(response, 400, 'Bad request');
    if (call === '/contacts') {
      const contacts = fake.rows.slice(from, from + limit).map((row) => row.contact);
      return send(response, 200, { contacts, has_more: fake.rows.length > from + limit });
    }
    const all = fake.rows.filter((row) => row.updatedAt >= asked.timestamp).map((row) => row.contact);
    const gone = fake.deleted.slice(from, from + limit);
    const more = fake.deleted.length > from + limit;
    const body = {
      updated: all.slice(from, from + limit),
      deleted: gone,
      has_more: more || all.length > from + limit,
    };
    if (!more) fake.deleted.length = 0;
    send(response, 200, body);
  }

  const listener = (request: IncomingMessage, response: ServerResponse) => {
    answer(request, response).catch(() => response.destroy());
  };
  const server = tls ? createTlsServer(tls, listener) : createServer(listener);
  const fake: FakeCustomService = {
    get url() {
      return url;
    },
    clientId: 'fake-client',
    clientSecret: 'Fake~Secret+Value=.1',
    rows: [],
    deleted: [],
    asked: [],
    put(contact, where = 'end') {
      const row = { contact, updatedAt: seconds() };
      const index = fake.rows.findIndex(({ contact: { id } }) => id === contact.id);
      if (index >= 0) fake.rows[index] = row;
      else if (where === 'end') fake.rows.push(row);
      else fake.rows.unshift(row);
    },
    remove(id) {
      const index = fake.rows.findIndex(({ contact }) => contact.id === id);
      if (index < 0) return;
      fake.rows.splice(index, 1);
      fake.deleted.push(id);
    },
    dropTokens: () => {
      tokens = new Set();
    },
    misbehave: () => false,
    clockAheadMs: 0,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  url = `${tls ? 'https' : 'http'}://127.0.0.1:${port}`;
  return fake;
}

export function send(response: ServerResponse, status: number, body: object | string): void {
  response.statusCode = status;
  response.setHeader('content-type', typeof body === 'string' ? 'text/plain' : 'application/json');
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
}
