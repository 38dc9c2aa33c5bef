import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApi } from '../../test/api-server.ts';

// Phones and PBXs write addresses that no HTTP library sends: with a letter, a space or a control character as it is.
// FreePBX puts the caller's name into `fallback=` that way. Here they are sent byte by byte.

let api: Awaited<ReturnType<typeof startApi>>;
let token: string;
beforeAll(async () => {
  api = await startApi();
  const { administrator } = await api.tenant('Odd addresses');
  token = (await administrator('POST', '/api/v1/devices', { name: 'Lobby' })).body.token;
  await administrator('POST', '/api/v1/contacts', {
    firstName: 'Jürgen',
    lastName: 'Müller',
    phones: [{ number: '+49 30 23125456', label: 'work' }],
  });
});
afterAll(() => api.stop());

/** What comes back for a request line, written in the bytes of `encoding`, perhaps in several pieces. */
async function send(line: string, encoding: BufferEncoding = 'utf8', rest = 'Host: pbx.example\r\n\r\n') {
  const { hostname, port } = new URL(api.url);
  const socket = connect(Number(port), hostname);
  const received: Buffer[] = [];
  socket.on('data', (chunk) => received.push(chunk));
  socket.write(Buffer.from(`${line.replace('TOKEN', token)}\r\n${rest}`, encoding));
  await new Promise<void>((resolve) =>
    socket
      .once('close', resolve)
      .once('error', () => resolve())
      .setTimeout(5_000, resolve),
  );
  socket.destroy();
  const [head = '', ...body] = Buffer.concat(received).toString().split('\r\n\r\n');
  return { status: Number(head.split(' ')[1]), head, body: body.join('\r\n\r\n') };
}

test.each([
  ['an accented letter in UTF-8', 'q=Müller', 'utf8'],
  ['an accented letter in Latin-1', 'q=Müller', 'latin1'],
  ['a space', 'q=Jürgen Müller', 'utf8'],
] as const)('a search is understood that holds %s as it is', async (_, query, encoding) => {
  const { status, head, body } = await send(`GET /p/TOKEN/yealink.xml?${query} HTTP/1.1`, encoding);
  expect(status).toBe(200);
  expect(head).toMatch(/content-type: text\/xml/i);
  expect(body).toContain('<Name>Jürgen Müller</Name>');
});

test('links of such an answer lead to where the phone came from', async () => {
  expect((await send('GET /p/TOKEN/cisco/list?q=zz ü HTTP/1.1')).body).toContain(
    `<URL>http://pbx.example/p/${token}/cisco/search</URL>`,
  );
});

test('a caller is found by a number with spaces, and HEAD has no body', async () => {
  expect((await send('GET /p/TOKEN/lookup?number=+49 30 23125456 HTTP/1.1')).body).toBe('Jürgen Müller');
  expect((await send('GET /p/TOKEN/lookup?number= 493023125456 HTTP/1.0')).body).toBe('Jürgen Müller');
  const head = await send('HEAD /p/TOKEN/lookup?number=+49 30 23125456 HTTP/1.1');
  expect([head.status, head.body]).toEqual([200, '']);
});

test('the name that FreePBX sends along comes back for an unknown caller, accents and all', async () => {
  expect((await send('GET /p/TOKEN/lookup?number=+4930999999&fallback=Jörg%20Weiß HTTP/1.1')).body).toBe(
    'Jörg Weiß',
  );
});

test.each([
  ['an unreadable escape in the path', 'GET /p/TOKEN/lookup/%zz HTTP/1.1', 400],
  ['an unreadable token', 'GET /p/%zz/lookup?number=1 HTTP/1.1', 400],
  ['an unknown token and an odd letter', 'GET /p/nobody/lookup?number=ü HTTP/1.1', 404],
  ['too long an address', `GET /p/TOKEN/lookup?number=${'1'.repeat(20_000)} HTTP/1.1`, 431],
  ['no HTTP at all', 'HELLO', 400],
])('no PBX takes an error for a name: %s has no body', async (_, line, expected) => {
  const { status, body } = await send(line, 'utf8', 'Host: pbx.example\r\nConnection: close\r\n\r\n');
  expect([status, body]).toEqual([expected, '']);
});

test('what is not for phones is not made readable', async () => {
  expect((await send('GET /api/v1/contacts?q=ü HTTP/1.1')).status).toBe(400);
});

/** What a client gets that says all of `pieces`, one after the other, and never closes its side by itself. */
async function speak(...pieces: string[]) {
  const { hostname, port } = new URL(api.url);
  const socket = connect({ port: Number(port), host: hostname, allowHalfOpen: true });
  let text = '';
  socket.on('data', (chunk) => {
    text += chunk;
  });
  const over = new Promise<boolean>((resolve) => {
    socket.once('error', () => resolve(true)).once('close', () => resolve(true));
    setTimeout(() => resolve(false), 4_000).unref();
  });
  for (const piece of pieces) {
    socket.write(piece.replaceAll('TOKEN', token));
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  // A connection that the server has left on its side only would take this without a word.
  const pokes = setInterval(() => socket.write('.'), 100);
  const closed = await over;
  clearInterval(pokes);
  socket.destroy();
  return { statuses: [...text.matchAll(/^HTTP\/1\.1 (\d+)/gm)].map(([, status]) => Number(status)), closed };
}

const plain = 'GET /p/TOKEN/lookup?number=1&fallback=one HTTP/1.1\r\nHost: a\r\n\r\n';
const odd = 'GET /p/TOKEN/lookup?number=2&fallback=twü HTTP/1.1\r\nHost: a\r\n\r\n';
const unfinished =
  'POST /api/v1/session HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n';

test.each([
  ['behind another one in one packet', [plain + odd]],
  ['where the length of a piece of a body should stand', [unfinished, odd]],
])(
  'an odd address that is not the beginning of a request is refused and harms nobody: %s',
  async (_, pieces) => {
    expect(await speak(...pieces)).toEqual({ statuses: [400], closed: true });
    expect((await fetch(`${api.url}/healthz`)).status).toBe(200);
  },
);

test('who keeps its side open does not stay connected after an answer or a refusal', async () => {
  expect(await speak(odd)).toEqual({ statuses: [200], closed: true });
  expect(await speak('HELLO\r\n\r\n')).toEqual({ statuses: [400], closed: true });
});
