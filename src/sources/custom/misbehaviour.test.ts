import { readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Held, holdNothing, readRun, testIo } from '../../../test/contracts/read-run.ts';
import {
  type Asked,
  type FakeCustomService,
  send,
  startCustomService,
  wire,
} from '../../../test/fakes/custom-source/start-custom-service.ts';
import { SourceFailure, type SourceIo } from '../source.ts';
import { custom } from './custom.ts';
import { openService } from './service.ts';

const fixture = (name: string) =>
  readFileSync(path.resolve(import.meta.dirname, '../../../test/fixtures/tls', name), 'utf8');

let service: FakeCustomService;
let held: Held;
beforeEach(async () => {
  service = await startCustomService();
  held = holdNothing();
  for (let n = 1; n <= 5; n += 1) service.put(wire(String(n)));
});
afterEach(() => service.stop());

const settingsOf = (change: object = {}) =>
  custom.settings.parse({
    url: service.url,
    clientId: service.clientId,
    clientSecret: service.clientSecret,
    ...change,
  });
const run = (io: SourceIo = testIo(), change: object = {}) =>
  readRun(custom, held, { settings: settingsOf(change), io });

async function failureOf(work: Promise<unknown>): Promise<SourceFailure> {
  const error: unknown = await work.then(
    () => null,
    (thrown) => thrown,
  );
  if (!(error instanceof SourceFailure)) throw error ?? new Error('It did not fail.');
  const told = JSON.stringify([error.message, error.stack, error.cause]);
  expect(told).not.toContain(service.clientSecret);
  expect(told).not.toContain('token-');
  expect(told).not.toContain('Bearer');
  return error;
}

/** Misbehaves at every call of one kind; `times` limits it. */
function at(call: Asked['call'], how: (response: ServerResponse, asked: Asked) => void, times = Infinity) {
  let left = times;
  service.misbehave = (response, asked) => {
    if (asked.call !== call || left <= 0) return false;
    left -= 1;
    how(response, asked);
    return true;
  };
}

describe('what a service does wrong ends the run in plain words, and passes where it can', () => {
  test('a wrong secret', async () => {
    const error = await failureOf(run(testIo(), { clientSecret: 'wrong' }));
    expect(error.code).toBe('credentials-refused');
    expect(error.message).toContain('refuses this Client ID and Client Secret (HTTP 401)');
  });

  test('a token that runs out in the middle of a run is replaced, and the same page asked for again', async () => {
    for (let n = 6; n <= 1_200; n += 1) service.put(wire(String(n)));
    let pages = 0;
    const read = await readRun(custom, held, {
      settings: settingsOf(),
      io: testIo(),
      afterPage: () => {
        pages += 1;
        service.dropTokens();
      },
    });
    expect(pages).toBeGreaterThan(3);
    expect(read.received).toBe(1_200);
    expect(held.contacts.size).toBe(1_200);
  });

  test('a new token that is refused as well', async () => {
    at('/contacts', (response) => send(response, 401, ''));
    const error = await failureOf(run());
    expect(error.code).toBe('credentials-refused');
    expect(error.message).toContain('gives a token and then refuses it, twice in a row');
    expect(service.asked.filter(({ call }) => call === '/token')).toHaveLength(2);
  });

  test('a fault that passes', async () => {
    at('/contacts', (response) => send(response, 503, ''), 2);
    const io = testIo();
    const read = await run(io);
    expect(read.received).toBe(5);
    expect(io.waits).toEqual([500, 1_000]);
    // Nothing that a full page lost is lost.
    expect(read.end.nextRunFull).toBe(false);
  });

  test('a fault that stays', async () => {
    at('/contacts', (response) => send(response, 500, 'secret stack trace'));
    const error = await failureOf(run());
    expect(error.code).toBe('unreachable');
    expect(error.message).toContain('has a fault of its own (/contacts answers HTTP 500)');
    expect(error.message).not.toContain('stack trace');
  });

  test('fewer requests are asked for: never sooner than it says', async () => {
    at(
      '/contacts',
      (response) => {
        response.setHeader('retry-after', '7');
        send(response, 429, '');
      },
      1,
    );
    const io = testIo();
    await run(io);
    expect(io.waits).toEqual([7_000]);
  });

  test('a long wait that it asks for ends the run, and is told to the engine', async () => {
    at('/contacts', (response) => {
      response.setHeader('retry-after', '1200');
      send(response, 429, '');
    });
    const io = testIo();
    const error = await failureOf(run(io));
    expect(error).toMatchObject({ code: 'throttled', retryAfterMs: 1_200_000 });
    expect(error.message).toContain('asks to wait 20 minutes');
    expect(io.waits).toEqual([]);
  });

  test('a redirect to another host is not followed', async () => {
    const other = await startCustomService();
    at('/token', (response) => {
      response.setHeader('location', `${other.url}/token?key=hidden`);
      send(response, 302, '');
    });
    const error = await failureOf(run());
    await other.stop();
    expect(error.code).toBe('malformed');
    expect(error.message).toContain(`answers with a redirect to ${other.url}, which is not followed`);
    expect(error.message).not.toContain('hidden');
    expect(other.asked).toEqual([]);
  });

  test.each([
    ['a web page', '<!doctype html><title>Sign in</title>', 'with a web page (HTML)'],
    ['nothing', '', 'with nothing'],
    ['a page that was cut off', '{"contacts":[{"id":"1","first_name":"Vi', 'not JSON, or was cut off'],
    ['a list', '[]', 'JSON of another form'],
    ['JSON without contacts', '{"has_more":false}', 'without the list "contacts"'],
    ['an error with status 200', '{"error":"Victor Donnelly"}', 'without the list "contacts"'],
    ['no word about more', '{"contacts":[]}', 'without saying in "has_more"'],
    ['wrong types', '{"contacts":{},"has_more":"no"}', 'without the list "contacts"'],
  ])('%s is never an empty directory', async (_what, body, words) => {
    await run();
    held.nextRunFull = true;
    at('/contacts', (response) => send(response, 200, body));
    const error = await failureOf(run());
    expect(error.code).toBe('malformed');
    expect(error.message).toContain(words);
    expect(error.message).not.toContain('Victor');
    expect(held.contacts.size).toBe(5);
  });

  test('another kind of server at the address', async () => {
    at('/token', (response) => send(response, 404, 'Not found'));
    expect((await failureOf(run())).message).toContain('has no /token (HTTP 404). Check the URL');
    at('/token', (response) => send(response, 200, '<html>'));
    expect((await failureOf(run())).message).toContain(
      'answers /token with a web page (HTML) instead of a token',
    );
  });

  test('a body without end', async () => {
    let stopped = false;
    at('/contacts', (response) => {
      const block = Buffer.alloc(1024 * 1024, 'x');
      const more = () => {
        while (!stopped && response.write(block));
        if (!stopped) response.once('drain', more);
      };
      response.once('close', () => {
        stopped = true;
      });
      response.writeHead(200, { 'content-type': 'application/json' });
      more();
    });
    const error = await failureOf(run());
    expect(error.code).toBe('malformed');
    expect(error.message).toContain('sends more than a page of contacts can be');
    await expect.poll(() => stopped).toBe(true);
  });

  test('a small body that unpacks to a huge one', async () => {
    const packed = gzipSync(Buffer.alloc(64 * 1024 * 1024));
    at('/contacts', (response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' });
      response.end(packed);
    });
    expect((await failureOf(run())).message).toContain('sends more than a page of contacts can be');
  });

  test('a connection that breaks in the middle of a body', async () => {
    at('/contacts', (response) => {
      response.writeHead(200, { 'content-length': 1_000 });
      response.write('{"contacts":[');
      setTimeout(() => response.destroy(), 20);
    });
    const error = await failureOf(run());
    expect(error.code).toBe('unreachable');
    expect(error.message).toContain('broke the connection off before its answer was complete');
  });

  test('an answer that takes too long, from its first byte to its last', async () => {
    at('/contacts', (response) => {
      response.writeHead(200);
      const drip = setInterval(() => response.write(' '), 20);
      response.once('close', () => clearInterval(drip));
    });
    const slow = openService(settingsOf(), testIo(), { attempts: 1, timeoutMs: 150 });
    const { fetchFullPage } = await import('./read-page.ts');
    const { fetchToken } = await import('./service.ts');
    const { token } = await fetchToken(slow);
    const error = await failureOf(fetchFullPage(slow, { token, page: 1 }));
    expect(error.code).toBe('unreachable');
    expect(error.message).toContain('did not answer completely in time');
  });

  test('a run that is cancelled while an answer is awaited', async () => {
    at('/contacts', () => {});
    const stop = new AbortController();
    const running = run(testIo({ signal: stop.signal }));
    setTimeout(() => stop.abort(new Error('cancelled by the test')), 50);
    await expect(running).rejects.toThrow('cancelled by the test');
  });
});

describe('paging without end is given up', () => {
  const pages = (body: (page: number) => object) =>
    at('/contacts', (response, { page }) => send(response, 200, body(page)));

  test('the same page for ever', async () => {
    pages(() => ({ contacts: [wire('1'), wire('2')], has_more: true }));
    const error = await failureOf(run());
    expect(error.code).toBe('malformed');
    expect(error.message).toContain('gives the same pages again and again');
    expect(service.asked.length).toBeLessThan(10);
  });

  test('pages in a circle', async () => {
    pages((page) => ({ contacts: [wire(String(page % 7))], has_more: true }));
    expect((await failureOf(run())).message).toContain('gives the same pages again and again');
    expect(service.asked.length).toBeLessThan(60);
  });

  test('empty pages that promise more', async () => {
    pages(() => ({ contacts: [], has_more: true }));
    expect((await failureOf(run())).message).toContain('gives empty pages and always says that more follow');
  });

  test('changes without end', async () => {
    await run();
    at('/contacts/delta', (response) => send(response, 200, { updated: [], deleted: ['1'], has_more: true }));
    expect((await failureOf(run())).message).toContain('gives the same pages again and again');
    expect(held.contacts.size).toBe(5);
  });
});

describe('where it may connect', () => {
  test('an address outside the allowed networks is refused when it is saved, and again when it is used', async () => {
    const io = testIo({ networks: ['10.0.0.0/8'] });
    await expect(custom.checkSettings(settingsOf(), io)).rejects.toMatchObject({
      path: 'url',
      message: '127.0.0.1 is not in the networks that contact sources may use (SWITCHBOOK_SOURCE_NETWORKS).',
    });
    const error = await failureOf(run(io));
    expect(error.message).toContain('is not in the networks that contact sources may use');
    expect(service.asked).toEqual([]);
  });

  test('a name is held against the address that it leads to', async () => {
    const named = { url: service.url.replace('127.0.0.1', 'localhost') };
    const io = testIo({ networks: ['10.0.0.0/8'] });
    await expect(custom.checkSettings(settingsOf(named), io)).rejects.toThrow(/^localhost leads to /);
    expect((await failureOf(run(io, named))).message).toMatch(/^localhost leads to /);
    expect(service.asked).toEqual([]);
  });

  test('what hands out credentials is refused whatever is allowed', async () => {
    for (const url of [
      'http://169.254.169.254',
      'http://[::ffff:169.254.169.254]/',
      'http://metadata.google.internal',
    ])
      await expect(custom.checkSettings(settingsOf({ url }), testIo())).rejects.toThrow('never use');
  });

  test('nobody listens', async () => {
    const url = service.url;
    await service.stop();
    const error = await failureOf(run(testIo(), { url }));
    expect(error.message).toContain('refuses connections: nothing listens at that address and port');
  });

  test('https where only http is spoken', async () => {
    const url = service.url.replace('http:', 'https:');
    expect((await failureOf(run(testIo(), { url }))).message).toContain('does not speak TLS there');
  });
});

describe('certificates', () => {
  const caCertificate = fixture('authority.pem');

  async function readOver(name: string, change: object): Promise<number> {
    await service.stop();
    service = await startCustomService({
      tls: { cert: fixture(`${name}.pem`), key: fixture(`${name}.key`) },
    });
    service.put(wire('1'));
    return (await run(testIo(), change)).received;
  }

  test('a company of its own authority is trusted with the CA certificate', async () => {
    expect(await readOver('server', { caCertificate })).toBe(1);
  });

  test('and refused without', async () => {
    const error = await failureOf(readOver('server', {}));
    expect(error.code).toBe('certificate');
    expect(error.message).toMatch(
      /shows a certificate of an authority that is not known here\. .*CA certificate/,
    );
  });

  test('a self-signed certificate is trusted when it is itself the CA certificate', async () => {
    expect(await readOver('self-signed', { caCertificate: fixture('self-signed.pem') })).toBe(1);
  });

  test('and refused otherwise', async () => {
    const error = await failureOf(readOver('self-signed', { caCertificate }));
    expect(error.message).toContain('shows a certificate that it signed itself');
  });

  test('one that has run out', async () => {
    const error = await failureOf(readOver('expired', { caCertificate }));
    expect(error).toMatchObject({ code: 'certificate' });
    expect(error.message).toContain('shows a certificate that has run out');
  });

  test('one for another name', async () => {
    const error = await failureOf(readOver('other-name', { caCertificate }));
    expect(error).toMatchObject({ code: 'certificate' });
    expect(error.message).toContain('was made for another name than the one in the URL');
  });

  test('what is no certificate is refused when it is entered', () => {
    const messageOf = (text: string) =>
      custom.settings.safeParse({ ...settingsOf(), caCertificate: text }).error?.issues[0]?.message;
    expect(messageOf('nonsense')).toContain('not a certificate in PEM form');
    expect(messageOf(fixture('server.key'))).toContain('holds a private key');
    expect(messageOf('')).toBeUndefined();
  });
});
