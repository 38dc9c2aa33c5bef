import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startApi } from '../../test/api-server.ts';
import { createApiKey } from '../access/api-keys.ts';
import { system } from '../access/audit.ts';

// Whoever is refused before the body was read goes on sending. The next request on that connection must not wait for it.

let api: Awaited<ReturnType<typeof startApi>>;
const keys: Record<string, string> = {};
beforeAll(async () => {
  api = await startApi();
  const { tenantId } = await api.tenant('Refused');
  for (const role of ['administrator', 'agent'] as const)
    keys[role] = (await createApiKey(api.db, tenantId, system, { name: role, role })).key;
});
afterAll(() => api.stop());

const importAddress = '/api/v1/phonebook/import?mode=merge&dryRun=true';
const filled = (size: number, start = '') =>
  Buffer.concat([Buffer.from(start, 'latin1'), Buffer.alloc(size, 'U')]);
const part = (name: string, start: string, size: number) =>
  Buffer.concat([
    Buffer.from(`--B\r\nContent-Disposition: form-data; name="${name}"; filename="a"\r\n\r\n`),
    filled(size, start),
    Buffer.from('\r\n--B--\r\n'),
  ]);
const form = 'multipart/form-data; boundary=B';

interface Refusal {
  readonly status: number;
  /** When the body has more than 1 MB. */
  readonly statusOfLarge?: number;
  readonly path: string;
  readonly type: string;
  readonly key?: string;
  readonly body: (size: number) => Buffer;
}

const refusals: Readonly<Record<string, Refusal>> = {
  'nobody is signed in': { status: 401, path: importAddress, type: 'text/csv', key: 'none', body: filled },
  'nobody is signed in, a form': {
    status: 401,
    path: importAddress,
    type: form,
    key: 'none',
    body: (size) => part('file', '', size),
  },
  'an agent may not': { status: 403, path: importAddress, type: 'text/csv', key: 'agent', body: filled },
  'no such address': { status: 404, path: '/api/v1/nothing', type: 'text/csv', body: filled },
  'no such telephone': {
    status: 404,
    statusOfLarge: 413,
    path: '/p/nobody/yealink.xml',
    type: 'text/xml',
    body: filled,
  },
  'no such book': { status: 422, path: '/api/v1/phonebook/import?book=mine', type: 'text/csv', body: filled },
  'no such mode': { status: 422, path: '/api/v1/phonebook/import?mode=mine', type: 'text/csv', body: filled },
  'an address that cannot be read': { status: 400, path: '/api/v1/%zz', type: 'text/csv', body: filled },
  'a spreadsheet': {
    status: 415,
    path: importAddress,
    type: 'text/csv',
    body: (size) => filled(size, 'PK\x03\x04\0'),
  },
  'a PDF in a form': {
    status: 415,
    path: importAddress,
    type: form,
    body: (size) => part('file', '%PDF-1.7', size),
  },
  'another field of a form': {
    status: 400,
    path: importAddress,
    type: form,
    body: (size) => part('other', '', size),
  },
  'a kind of body that nobody reads': {
    status: 415,
    path: '/api/v1/contacts',
    type: 'image/png',
    body: filled,
  },
  'a cell that is too long': {
    status: 413,
    path: importAddress,
    type: 'text/csv',
    body: (size) => filled(size, 'A,,"'),
  },
};

async function talk({ path, type, key = 'administrator' }: Refusal, body: Buffer, more: string[] = []) {
  const { hostname, port } = new URL(api.url);
  const socket = connect({ port: Number(port), host: hostname, allowHalfOpen: true });
  let received = '';
  let isOver = false;
  let failure: string | null = null;
  socket.on('data', (chunk) => {
    received += chunk.toString('latin1');
  });
  socket.on('end', () => {
    isOver = true;
  });
  socket.on('error', (error) => {
    failure = error.message;
  });
  const isChunked = more.includes('Transfer-Encoding: chunked');
  socket.write(
    [
      `POST ${path} HTTP/1.1`,
      'Host: switchbook.test',
      `Authorization: Bearer ${keys[key] ?? 'nobody'}`,
      `Content-Type: ${type}`,
      ...(isChunked ? [] : [`Content-Length: ${body.length}`]),
      ...more,
      '\r\n',
    ].join('\r\n'),
  );
  const until = Date.now() + 4_000;
  for (let at = 0; at < body.length && !socket.destroyed && Date.now() < until; at += 64 * 1024) {
    const piece = body.subarray(at, at + 64 * 1024);
    if (isChunked) socket.write(`${piece.length.toString(16)}\r\n`);
    if (!socket.write(piece))
      await Promise.race([once(socket, 'drain'), once(socket, 'close'), sleep(2_000)]);
    if (isChunked) socket.write('\r\n');
  }
  if (isChunked) socket.write('0\r\n\r\n');
  socket.write('GET /healthz HTTP/1.1\r\nHost: switchbook.test\r\n\r\n');
  const answers = () =>
    [...received.matchAll(/HTTP\/1\.1 ([2-5]\d\d) /g)].map(([, status]) => Number(status));
  while (answers().length < 2 && !isOver && failure === null && Date.now() < until) await sleep(10);
  socket.destroy();
  const [first = ''] = received.replace(/^HTTP\/1\.1 100 Continue\r\n\r\n/, '').split('\r\n\r\n');
  return { answers: answers(), closes: /^connection: close$/im.test(first), isOver, failure };
}

/** The next request is answered, or the answer said that the connection ends, and it does. */
function expectGoesOn(told: Awaited<ReturnType<typeof talk>>, status: number): void {
  expect(told.failure).toBeNull();
  if (told.closes) expect(told).toMatchObject({ answers: [status], isOver: true });
  else expect(told).toMatchObject({ answers: [status, 200] });
}

describe.each(Object.entries(refusals))('%s', (_name, refusal) => {
  test.each([
    ['small', 100_000, []],
    ['middling', 400_000, []],
    ['large', 5_000_000, []],
    ['in chunks', 400_000, ['Transfer-Encoding: chunked']],
    ['large, in chunks', 5_000_000, ['Transfer-Encoding: chunked']],
    ['announced', 400_000, ['Expect: 100-continue']],
  ])('%s', async (_size, bytes, headers) => {
    const told = await talk(refusal, refusal.body(bytes), headers);
    expectGoesOn(told, (bytes > 1_000_000 && refusal.statusOfLarge) || refusal.status);
    if (bytes < 500_000 && headers.length === 0) expect(told.closes).toBe(false);
  });
});

test('JSON of more than 1 MB', async () => {
  const refusal = { status: 413, path: '/api/v1/contacts', type: 'application/json', body: filled };
  expectGoesOn(await talk(refusal, filled(3_000_000)), 413);
});

test('uploads refused one after another on one connection, sent without waiting', async () => {
  const sheet = refusals['a spreadsheet']!;
  const upload = sheet.body(400_000);
  const head = [
    `POST ${importAddress} HTTP/1.1`,
    'Host: switchbook.test',
    `Authorization: Bearer ${keys.administrator}`,
  ];
  const next = `${[...head, 'Content-Type: text/csv', `Content-Length: ${upload.length}`].join('\r\n')}\r\n\r\n`;
  const { hostname, port } = new URL(api.url);
  const socket = connect(Number(port), hostname);
  let received = '';
  socket.on('data', (chunk) => {
    received += chunk.toString('latin1');
  });
  for (let times = 0; times < 12; times += 1) socket.write(Buffer.concat([Buffer.from(next), upload]));
  // Of uploads a person has two at once: what comes before the last two are answered is told to wait.
  await expect.poll(() => received.match(/HTTP\/1\.1 (?:415|429) /g)?.length).toBe(12);
  socket.destroy();
});
