import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerBatch } from './batch.ts';
import { type Behaviour, type Fault, type FaultAnswer, goodBehaviour, type Place } from './behaviour.ts';
import { answerControl } from './control.ts';
import { createLogin, type Registration } from './login.ts';
import { misbehave } from './misbehave.ts';
import { createObjects, type Objects } from './objects.ts';
import { type Answered, createPages } from './pages.ts';
import { sendError, sendJson } from './send-json.ts';

// A fake of Microsoft's sign-in and Graph on loopback. It behaves as documented until `behave` says otherwise.

export interface FakeGraph {
  /** For SWITCHBOOK_LOGIN_URL and SWITCHBOOK_GRAPH_URL: both are here. */
  readonly url: string;
  readonly registration: Registration;
  readonly contacts: Objects;
  readonly users: Objects;
  /** Changes what is named; `goodBehaviour()` takes all of it back. */
  readonly behave: (change: Partial<Behaviour>) => void;
  readonly behaviour: () => Behaviour;
  readonly forgetDeltaLinks: () => void;
  readonly revokeTokens: () => void;
  /** What was asked for since the last `clear`, in order. */
  readonly asked: () => readonly Asked[];
  readonly clear: () => void;
  /** Called before each answer: the company does not stand still while its contacts are read. */
  readonly onAsk: (act: (asked: Asked) => void) => void;
  readonly stop: () => Promise<void>;
}

export interface Asked {
  readonly place: Place;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  /** The connection it came on. */
  readonly port: number;
  readonly at: number;
}

export interface GraphOptions extends Partial<Registration> {
  readonly port?: number;
  readonly now?: () => number;
}

export async function startGraph(options: GraphOptions = {}): Promise<FakeGraph> {
  const registration: Registration = {
    tenantId: options.tenantId ?? '7d1f2c1e-0000-4000-8000-00000000aaaa',
    clientId: options.clientId ?? '7d1f2c1e-0000-4000-8000-00000000bbbb',
    clientSecret: options.clientSecret ?? 'Fake~Secret+Value=.1',
    ...(options.certificate === undefined ? {} : { certificate: options.certificate }),
  };
  const now = options.now ?? Date.now;
  const behaviour = goodBehaviour();
  const served = new Map<Place, number>();
  let asked: Asked[] = [];
  let act: (asked: Asked) => void = () => {};
  let url = '';
  const current = () => behaviour;
  const contacts = createObjects();
  const users = createObjects();
  const login = createLogin(registration, current, now);
  const pages = {
    contacts: createPages(() => `${url}/v1.0/contacts`, contacts, current),
    users: createPages(() => `${url}/v1.0/users`, users, current),
  };

  const server = createServer((request, response) => {
    void answer(request, response).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : undefined);
    });
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [path = '', query] = (request.url ?? '').split('?', 2);
    const search = query === undefined ? '' : `?${query}`;
    const text = await readText(request);
    if (path.startsWith('/control')) {
      answerControl(fake, path, text, response);
      return;
    }
    const place = placeOf(path);
    if (place === null) {
      sendError(response, 404, 'BadRequest');
      return;
    }
    const { url: asking = '', headers, socket } = request;
    const question = { place, url: asking, headers, port: socket.remotePort ?? 0, at: performance.now() };
    asked.push(question);
    act(question);
    const fault = takeFault(place);
    if (fault && !('nextLink' in fault || 'links' in fault)) misbehave(response, fault);
    else if (place === 'token') {
      const tenant = decodeURIComponent(path.split('/')[1] ?? '');
      const reply = login.grant(tenant, new URLSearchParams(text), `${url}${path}`);
      sendJson(response, reply.status, reply.body);
    } else {
      const answered =
        place === 'batch' ? batch(request, question, text) : graph(request, path, search, place);
      const used = behaviour.throttlePercentage;
      if (used !== null) response.setHeader('x-ms-throttle-limit-percentage', String(used));
      if (typeof answered === 'number') response.end(String(answered));
      else if ('body' in answered) sendJson(response, 200, changeLinks(answered.body, fault, url));
      else sendError(response, answered.status, answered.code);
    }
  }

  function batch(request: IncomingMessage, together: Asked, text: string): Answered | number {
    if (login.read(request.headers.authorization) === null)
      return { status: 401, code: 'InvalidAuthenticationToken' };
    return answerBatch(text, (relative) => {
      const [path = '', query = ''] = `/v1.0${relative}`.split('?', 2);
      const place = placeOf(path) ?? 'item';
      const question = { ...together, place, url: `/v1.0${relative}` };
      asked.push(question);
      act(question);
      return {
        fault: takeFault(place),
        answered: () => graph(request, path, `?${query}`, place),
      };
    });
  }

  function graph(request: IncomingMessage, path: string, search: string, place: Place): Answered | number {
    const token = login.read(request.headers.authorization);
    if (token === null) return { status: 401, code: 'InvalidAuthenticationToken' };
    const [, , name, id = ''] = path.split('/');
    const collection = name === 'users' ? 'users' : 'contacts';
    const needed = collection === 'users' ? 'User.Read.All' : 'OrgContact.Read.All';
    const allowed = [needed, 'Directory.Read.All', 'Directory.ReadWrite.All'];
    if (!token.roles.some((role) => allowed.includes(role)))
      return { status: 403, code: 'Authorization_RequestDenied' };
    if (place === 'count') {
      const right = behaviour.count === 'right' && request.headers.consistencylevel === 'eventual';
      const objects = collection === 'users' ? users : contacts;
      return right ? objects.all().length : { status: 400, code: 'Request_UnsupportedQuery' };
    }
    if (place === 'delta') return pages[collection].delta(search);
    return place === 'list'
      ? pages[collection].list(search)
      : pages[collection].item(decodeURIComponent(id), search);
  }

  function takeFault(place: Place): FaultAnswer | null {
    const count = (served.get(place) ?? 0) + 1;
    served.set(place, count);
    const index = behaviour.faults.findIndex((fault) => fault.on === place && count > (fault.after ?? 0));
    const fault = behaviour.faults[index];
    if (!fault) return null;
    const left: Fault[] = fault.times > 1 ? [{ ...fault, times: fault.times - 1 }] : [];
    behaviour.faults = behaviour.faults.toSpliced(index, 1, ...left);
    return fault.answer;
  }

  const fake: FakeGraph = {
    get url() {
      return url;
    },
    registration,
    contacts,
    users,
    behave: (change) => {
      if (change.faults) served.clear();
      Object.assign(behaviour, change);
    },
    behaviour: current,
    forgetDeltaLinks: () => {
      pages.contacts.forgetDeltaLinks();
      pages.users.forgetDeltaLinks();
    },
    revokeTokens: login.revokeAll,
    asked: () => asked,
    clear: () => {
      asked = [];
    },
    onAsk: (next) => {
      act = next;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  url = `http://127.0.0.1:${port}`;
  return fake;
}

function placeOf(path: string): Place | null {
  if (path.endsWith('/oauth2/v2.0/token')) return 'token';
  const [, version, name, last] = path.split('/');
  if (version === 'v1.0' && name === '$batch') return 'batch';
  if (version !== 'v1.0' || (name !== 'contacts' && name !== 'users')) return null;
  if (last === undefined) return 'list';
  if (last === 'delta' || last === 'microsoft.graph.delta') return 'delta';
  return last === '$count' ? 'count' : 'item';
}

function changeLinks(body: object, fault: FaultAnswer | null, url: string): object {
  if (fault && 'nextLink' in fault) return { ...body, '@odata.nextLink': fault.nextLink };
  if (!fault || !('links' in fault)) return body;
  const { '@odata.nextLink': _next, '@odata.deltaLink': _delta, ...rest } = body as Record<string, unknown>;
  if (fault.links === 'none') return rest;
  return {
    ...rest,
    '@odata.nextLink': `${url}/v1.0/contacts/delta?a`,
    '@odata.deltaLink': `${url}/v1.0/contacts/delta?b`,
  };
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
