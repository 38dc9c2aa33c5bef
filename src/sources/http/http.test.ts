import { lookup } from 'node:dns';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import { testIo } from '../../../test/contracts/read-run.ts';
import { SourceFailure } from '../source.ts';
import { exchange } from './exchange.ts';
import { refuseAddress, refuseHost } from './networks.ts';
import { backOffMs, parseRetryAfter } from './retry.ts';
import { isTrustedLink } from './trusted-link.ts';
import { PassingFault, withRetries } from './with-retries.ts';

vi.mock('node:dns', async (original) => ({ ...(await original<object>()), lookup: vi.fn() }));
afterEach(() => vi.mocked(lookup).mockReset());

test.each([
  ['169.254.169.254', 'link-local'],
  ['::ffff:169.254.169.254', 'link-local'],
  ['64:ff9b::a9fe:a9fe', 'link-local'],
  ['2002:a9fe:a9fe::1', 'link-local'],
  ['fe80::1%eth0', 'link-local'],
  ['fd00:ec2::254', 'metadata'],
  ['100.100.100.200', 'metadata'],
  ['0.0.0.0', 'unspecified'],
  ['::', 'unspecified'],
  ['224.0.0.1', 'multicast'],
  ['nonsense', 'not an IP address'],
])('%s is never used', (address, words) => {
  expect(refuseAddress(address, 'any')).toContain(words);
  expect(refuseAddress(address, ['0.0.0.0/0', '::/0'])).toContain(words);
});

test('allowed networks are those and no others', () => {
  const networks = ['10.0.0.0/8', '192.168.7.9', '2001:db8::/32'];
  for (const address of ['10.1.2.3', '192.168.7.9', '2001:db8::5', '::ffff:10.0.0.1'])
    expect(refuseAddress(address, networks)).toBeNull();
  for (const address of ['127.0.0.1', '192.168.7.8', '2001:db9::5', '::1', '::ffff:127.0.0.1'])
    expect(refuseAddress(address, networks)).toContain('not in the networks');
  expect(refuseAddress('127.0.0.1', 'any')).toBeNull();
  expect(refuseHost('metadata.google.internal.', 'any')).toContain('metadata');
  expect(refuseHost('[::ffff:a9fe:a9fe]', 'any')).toContain('link-local');
});

test('a name that led to an allowed address and now leads to another is refused when it is connected to', async () => {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.setHeader('connection', 'close').end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  let address = '127.0.0.1';
  vi.mocked(lookup).mockImplementation(((
    _name: string,
    _options: object,
    done: (...args: unknown[]) => void,
  ) => done(null, [{ address, family: 4 }])) as never);
  const ask = () =>
    exchange(`http://rebinding.example:${port}/`, {
      headers: { authorization: 'Bearer hidden' },
      timeoutMs: 2_000,
      maxBytes: 100,
      networks: 'any',
      signal: new AbortController().signal,
    });
  expect((await ask()).text).toBe('{}');
  address = '169.254.169.254';
  const error: unknown = await ask().catch((thrown) => thrown);
  server.close();
  expect(String(error)).toContain(
    'rebinding.example leads to 169.254.169.254, which is a link-local address',
  );
  expect(JSON.stringify(error)).not.toContain('hidden');
  expect(asked).toHaveLength(1);
});

test.each([
  ['7', 7_000],
  ['1.5', 1_500],
  ['0', 1_000],
  ['Wed, 25 Nov 2026 10:00:30 GMT', 30_000],
  ['9999999999', 86_400_000],
  ['-3', null],
  ['soon', null],
  ['', null],
])('Retry-After %j', (header, ms) => {
  expect(parseRetryAfter(header, new Date('2026-11-25T10:00:00Z'))).toBe(ms);
});

test('a date in Retry-After is held against the clock of the server', () => {
  const date = 'Wed, 25 Nov 2026 11:00:00 GMT';
  expect(parseRetryAfter('Wed, 25 Nov 2026 11:00:20 GMT', new Date('2026-11-25T10:00:00Z'), date)).toBe(
    20_000,
  );
});

test('waits grow, are never hot, and never without limit', async () => {
  expect([1, 2, 3, 20].map((failures) => backOffMs(failures, () => 1))).toEqual([
    1_000, 2_000, 4_000, 60_000,
  ]);
  const io = testIo({ random: () => 0 });
  const failure = new SourceFailure('unreachable', 'It is away.');
  await expect(withRetries(io, 3, () => Promise.reject(new PassingFault(failure)))).rejects.toBe(failure);
  expect(io.waits).toEqual([250, 250]);
  await expect(withRetries(io, 3, () => Promise.reject(new Error('a bug')))).rejects.toThrow('a bug');
});

test('a link is followed only within the place that was configured', () => {
  const base = 'https://example.com/v1';
  expect(isTrustedLink('https://example.com/v1/contacts?next=2', base)).toBe(true);
  for (const link of [
    'https://example.com.evil.example/v1/contacts',
    'http://example.com/v1/contacts',
    'https://example.com:444/v1/contacts',
    'https://user@example.com/v1/contacts',
    'https://example.com/v1/../v2/contacts',
    'https://example.com/v10',
    '/v1/contacts',
    7,
  ])
    expect(isTrustedLink(link, base)).toBe(false);
});
