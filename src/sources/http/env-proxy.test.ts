import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { exchange } from './exchange.ts';

let target: Server;
let proxy: Server;
let tunnels: string[] = [];
let authorizations: (string | undefined)[] = [];
let refuses = false;
beforeEach(async () => {
  tunnels = [];
  authorizations = [];
  refuses = false;
  target = createServer((_request, response) => response.setHeader('connection', 'close').end('there'));
  proxy = createServer().on('connect', (request, socket) => {
    tunnels.push(request.url ?? '');
    authorizations.push(request.headers['proxy-authorization']);
    if (refuses) return socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
    const [, port] = (request.url ?? '').split(':');
    const onward = connect(Number(port), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      onward.pipe(socket).pipe(onward);
    });
    onward.on('error', () => socket.destroy());
    return socket.on('error', () => onward.destroy());
  });
  for (const server of [target, proxy])
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  vi.stubEnv('HTTP_PROXY', `http://somebody:secret@127.0.0.1:${portOf(proxy)}`);
  vi.stubEnv('NODE_USE_ENV_PROXY', '1');
});
afterEach(() => {
  vi.unstubAllEnvs();
  for (const server of [target, proxy]) server.close().closeAllConnections();
});

const portOf = (server: Server): number => (server.address() as AddressInfo).port;
const ask = (mayUseProxy: boolean, networks: 'any' | readonly string[] = 'any') =>
  exchange(`http://127.0.0.1:${portOf(target)}/`, {
    headers: {},
    timeoutMs: 2_000,
    maxBytes: 1_000,
    networks,
    mayUseProxy,
    signal: new AbortController().signal,
  });

test('requests to Microsoft go through the proxy that the environment names, with its password', async () => {
  expect((await ask(true)).text).toBe('there');
  expect(tunnels).toEqual([`127.0.0.1:${portOf(target)}`]);
  expect(authorizations).toEqual([`Basic ${Buffer.from('somebody:secret').toString('base64')}`]);
});

test('requests to addresses that people type go there directly, so that the guard sees where they lead', async () => {
  expect((await ask(false, ['127.0.0.0/8'])).text).toBe('there');
  expect(tunnels).toEqual([]);
});

test('what NO_PROXY names is asked directly, and so is everything without NODE_USE_ENV_PROXY', async () => {
  vi.stubEnv('NO_PROXY', '127.0.0.1');
  await ask(true);
  vi.stubEnv('NO_PROXY', '');
  vi.stubEnv('NODE_USE_ENV_PROXY', '');
  await ask(true);
  expect(tunnels).toEqual([]);
});

test('a proxy that does not let a connection through is said, without its password', async () => {
  refuses = true;
  const failed = await ask(true).catch((error: Error) => error);
  expect(failed).toMatchObject({
    message: 'It cannot be reached: the proxy does not let the connection through.',
  });
  expect(JSON.stringify([failed, (failed as Error).stack])).not.toContain('secret');
});
