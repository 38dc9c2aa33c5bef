import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSession } from '../src/access/sessions.ts';
import type { PersonId } from '../src/domain/ids.ts';
import { sessionCookie } from '../src/http/authenticate.ts';
import { type Call, startApi } from './api-server.ts';
import { brokenBodies, brokenFields, brokenParameters, longestOf, oddQueries } from './broken-values.ts';
import { exampleOf, type JsonSchema, type Known } from './example-of.ts';

// Every call of the API, as its description has it, with every parameter and every field broken in every way that we know of.
// What is wrong is refused: no answer is a fault of the server.

let api: Awaited<ReturnType<typeof startApi>>;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

interface Operation {
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly { readonly in: string; readonly name: string; readonly schema: JsonSchema }[];
  readonly body: JsonSchema | undefined;
}

async function operations(): Promise<Operation[]> {
  const { body } = await api.anonymous('GET', '/api/v1/openapi.json');
  return Object.entries(body.paths as Record<string, Record<string, never>>).flatMap(([path, methods]) =>
    Object.entries<{
      parameters?: Operation['parameters'];
      requestBody?: { content: Record<string, { schema: JsonSchema }> };
    }>(methods).map(([method, { parameters = [], requestBody }]) => ({
      method: method.toUpperCase(),
      path,
      parameters,
      body: requestBody?.content['application/json']?.schema,
    })),
  );
}

/** A company with one of everything, and what an administrator of it may name. */
async function company(name: string) {
  const { tenantId } = await api.tenant(name);
  const csv = { 'content-type': 'text/csv' };
  const email = (who: string) => `${who}@${name}.example.com`;
  const { id, call } = await api.person(tenantId, {
    role: 'administrator',
    email: email('boss'),
    extension: '204',
  });
  const make = async (path: string, body?: unknown) => {
    const answer = await call('POST', `/api/v1/${path}`, body);
    if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const number = '+44 20 7183 8750';
  // As long as names may be, of what takes the most room in JSON.
  const longName = '\u0001'.repeat(498);
  const contact = () =>
    make('contacts', {
      firstName: longName,
      middleName: longName,
      lastName: longName,
      phones: [{ number, label: 'work' }],
    });
  const settings = { url: 'http://127.0.0.1:9/contacts', clientId: 'id', clientSecret: 'a client secret' };
  const source = (given: object = {}) =>
    make('sources', { kind: 'custom', enabled: false, intervalHours: 24, settings, ...given });
  const ids: Record<string, () => Promise<string>> = {
    contacts: async () => (await contact()).id,
    sources: async () => (await source()).id,
    runs: async () => (await make(`sources/${(await source()).id}/sync`)).runId,
    activities: async () =>
      (await make(`contacts/${(await contact()).id}/activities`, { kind: 'note', text: 'Hello' })).id,
    people: async () => (await make('people', { email: email(`p${Math.random()}`), role: 'user' })).id,
    'api-keys': async () => (await make('api-keys', { name: 'A key', role: 'user' })).id,
    devices: async () => (await make('devices', { name: 'A phone' })).id,
    'phonebook/imports': async () =>
      (await call('POST', '/api/v1/phonebook/import?book=personal', 'name,number\nAda,1001\nEve,\n', csv))
        .body.importId,
    'phonebook/reports': async () =>
      (await call('POST', '/api/v1/phonebook/import?book=personal', 'name,number\nAda,1001\nEve,oops\n', csv))
        .body.reportId,
  };
  const known = async (): Promise<Known> => ({
    settings,
    number,
    extension: '204',
    ids: [(await contact()).id],
    id: undefined,
    ownerId: id,
    vendor: 'yealink',
    nationalPrefix: '0',
    allowedNetworks: ['192.0.2.0/24'],
    country: 'GB',
    document: 'yealink.xml',
    emails: [{ email: 'ada@example.com', label: 'private' }],
  });
  return { tenantId, id, ids, known };
}

const asItShould = 'as it should be';

interface Asked {
  readonly what: string;
  readonly path: string;
  readonly body?: string | undefined;
  readonly type?: string;
}

/** The requests of one operation: as it should be, and broken in one place each. */
function* requestsOf(
  { path, parameters, body }: Operation,
  id: string,
  known: Known,
  strangers: readonly string[],
): Generator<Asked> {
  const there = path.replace('{id}', id);
  const example = body && exampleOf(body, path.includes('sources') ? { ...known, kind: 'custom' } : known);
  const right = example === undefined ? undefined : JSON.stringify(example);
  const query = parameters.filter((one) => one.in === 'query');
  const rightQuery = query.filter(({ name }) => name === 'token' || name === 'document' || name === 'number');
  const search = rightQuery.map(({ name }) => `${name}=${encodeURIComponent(String(known[name] ?? 'x'))}`);
  yield { what: asItShould, path: there + (search.length ? `?${search.join('&')}` : ''), body: right };
  if (path.includes('{id}'))
    for (const value of brokenParameters('id', strangers))
      yield { what: `id ${value.slice(0, 40)}`, path: path.replace('{id}', value), body: right };
  for (const { name } of query) {
    const others = search.filter((one) => !one.startsWith(`${name}=`));
    for (const one of [
      ...brokenParameters(name, strangers).map((value) => `${name}=${value}`),
      ...oddQueries(name),
    ])
      yield {
        what: `query ${one.slice(0, 60)}`,
        path: `${there}?${[...others, one].join('&')}`,
        body: right,
      };
  }
  if (body === undefined || right === undefined) return;
  for (const value of brokenBodies) yield { what: `body ${value.slice(0, 40)}`, path: there, body: value };
  for (const type of [
    'text/plain',
    'application/xml',
    'multipart/form-data',
    'multipart/form-data; boundary=x',
    'x',
  ])
    yield { what: `body as ${type}`, path: there, body: right, type };
  for (const { place, longest } of placesIn(example, body))
    for (const value of brokenFields(strangers, longest))
      yield {
        what: `${place.join('.')}: ${value?.slice(0, 40)}`,
        path: there,
        body: withBroken(example, place, value),
      };
}

interface Place {
  readonly place: readonly (string | number)[];
  readonly longest: number | undefined;
}

function placesIn(value: unknown, schema: JsonSchema | undefined, place: Place['place'] = []): Place[] {
  const here = place.length === 0 ? [] : [{ place, longest: longestOf(schema) }];
  if (typeof value !== 'object' || value === null) return here;
  const inner = schema?.properties || schema?.items ? schema : schema?.anyOf?.[0];
  return [
    ...here,
    ...Object.entries(value).flatMap(([key, one]) =>
      placesIn(one, inner?.properties?.[key] ?? inner?.items, [...place, key]),
    ),
  ];
}

const marker = '@the broken one@';

function withBroken(value: unknown, place: Place['place'], broken: string | undefined): string {
  const text = JSON.stringify(put(value, place, broken === undefined ? undefined : marker));
  return text.replace(JSON.stringify(marker), () => broken ?? '');
}

function put(value: unknown, [key, ...rest]: Place['place'], one: unknown): unknown {
  if (key === undefined) return one;
  if (Array.isArray(value))
    return value.map((item, at) => (at === Number(key) ? put(item, rest, one) : item));
  const fields = value as Record<string, unknown>;
  return { ...fields, [key]: put(fields[key], rest, one) };
}

/** Bodies that are no upload, or half of one. */
const brokenUploads: readonly Pick<Asked, 'body' | 'type'>[] = [
  { body: 'garbage', type: 'multipart/form-data; boundary=x' },
  { body: '', type: 'multipart/form-data; boundary=x' },
  { body: 'garbage', type: 'multipart/form-data' },
  { body: '--x\r\n', type: 'multipart/form-data; boundary=x' },
  { body: '--x--\r\n', type: 'multipart/form-data; boundary=x' },
  { body: '--x\r\nContent-Disposition: form-data; name="file"', type: 'multipart/form-data; boundary=x' },
  {
    body: '--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\nname,number\nAda,10',
    type: 'multipart/form-data; boundary=x',
  },
  {
    body: '--x\r\nContent-Disposition: form-data; name="__proto__"; filename="a.csv"\r\n\r\nAda,10\r\n--x--\r\n',
    type: 'multipart/form-data; boundary=x',
  },
  {
    body: '--x\r\nContent-Disposition: form-data; name="mapping"\r\n\r\n{broken\r\n--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\nAda,10\r\n--x--\r\n',
    type: 'multipart/form-data; boundary=x',
  },
  { body: `--x\r\n${'A: b\r\n'.repeat(5_000)}\r\n--x--`, type: 'multipart/form-data; boundary=x' },
  ...['', '\0', '\0\0\0\0', 'PK\u0003\u0004', '<a>', 'BEGIN:VCARD', 'dn: x', 'name\n"Ada'].map((body) => ({
    body,
    type: 'text/csv',
  })),
  { body: '{}', type: 'application/json' },
];

// Of uploads a person has two.
const atOnce = ({ path }: Operation) => (/import/.test(path) ? 2 : 6);

/** Asks all of them, some at once, and tells those that came to a fault. */
async function ask(
  call: Call,
  operation: Operation,
  requests: Iterable<Asked>,
): Promise<{ count: number; faults: string[]; refused: string[] }> {
  const { method, path } = operation;
  const faults: string[] = [];
  const refused: string[] = [];
  let count = 0;
  const queue = requests[Symbol.iterator]();
  const one = async () => {
    for (let next = queue.next(); !next.done; next = queue.next()) {
      const { what, path: there, body, type = 'application/json' } = next.value;
      count += 1;
      const headers: Record<string, string> = body === undefined ? {} : { 'content-type': type };
      const answer = await call(method, there, body, headers).catch((error: unknown) => ({
        status: 599,
        body: String(error),
      }));
      if (what === asItShould && answer.status >= 400) refused.push(`${method} ${path}: ${answer.status}`);
      if (answer.status >= 500)
        faults.push(`${method} ${path}, ${what}: ${answer.status} ${answer.body?.code ?? answer.body}`);
    }
  };
  await Promise.all(Array.from({ length: atOnce(operation) }, one));
  return { count, faults, refused };
}

/** What an administrator cannot do here, however well it is asked. */
const refusedAnyhow = [
  'POST /api/v1/session: 401',
  'POST /api/v1/setup: 409',
  'POST /api/v1/contacts/{id}/use-source: 404',
  'POST /api/v1/runs/{id}/apply: 409',
  'POST /api/v1/runs/{id}/discard: 409',
  'POST /api/v1/phonebook/import: 400',
  'PATCH /api/v1/profile: 422',
  'GET /api/v1/invitation: 404',
  'POST /api/v1/invitation: 404',
];

test('no request, however broken, comes to a fault of the server', async () => {
  const one = await company('one');
  const other = await company('other');
  const strangers = [
    await other.ids.contacts?.(),
    await other.ids.sources?.(),
    await other.ids.devices?.(),
  ].map(String);
  const session = async (): Promise<Call> => {
    const token = await openSession(api.db, one.tenantId, one.id as PersonId, new Date());
    return api.call({ cookie: `${sessionCookie}=${token}`, origin: api.url });
  };
  const faults: string[] = [];
  const refused: string[] = [];
  let count = 0;
  for (const operation of await operations()) {
    // An answer that does not end.
    if (operation.path === '/api/v1/events') continue;
    const kind = /v1\/(.*?)\/\{id\}/.exec(operation.path)?.[1] ?? '';
    const id = (await one.ids[kind]?.()) ?? '';
    const uploads = operation.path.endsWith('/import')
      ? brokenUploads.map((body, at) => ({ what: `upload ${at}`, path: operation.path, ...body }))
      : [];
    for (const requests of [requestsOf(operation, id, await one.known(), strangers), uploads]) {
      const asked = await ask(await session(), operation, requests);
      count += asked.count;
      faults.push(...asked.faults);
      refused.push(...asked.refused);
    }
  }
  console.info(`${count} broken requests`);
  expect(faults).toEqual([]);
  // The others were accepted: it is their fields that were broken, one at a time.
  expect(refused).toEqual(refusedAnyhow);
});
