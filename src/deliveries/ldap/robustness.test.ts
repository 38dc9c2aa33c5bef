import { setTimeout as delay } from 'node:timers/promises';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { binds, requests } from '../../../test/golden/ldap-messages.ts';
import { startTestLdap, type TestPerson } from '../../../test/ldap-server.ts';

// Whatever comes over the network: no crash, no connection that stays, and everybody else is served.

const bind = binds['a name and its password'] ?? '';
const many: TestPerson[] = Array.from({ length: 2_000 }, (_, at) => [
  `First${at}`,
  `Last${at}`,
  { work: String(1000 + at) },
]);

let server: Awaited<ReturnType<typeof startTestLdap>>;
afterEach(() => server.stop());

async function isServed(): Promise<void> {
  const client = server.rawClient();
  client.send(bind + requests.initial);
  expect(await client.next()).toMatchObject({ tag: 0x61, code: 0 });
  while ((await client.next()).tag !== 0x65) {}
  client.socket.destroy();
}

const hex = (text: string) => Buffer.from(text, 'hex');

describe('bytes that are no LDAP', () => {
  test('an HTTP client, an indefinite length, a foreign tag: closed at once', async () => {
    server = await startTestLdap(many.slice(0, 5));
    for (const bytes of [
      Buffer.from('GET / HTTP/1.1\r\n\r\n'),
      hex('3080'),
      hex('30ff00'),
      hex('a000'),
      hex('3085'),
    ]) {
      const client = server.rawClient();
      client.send(bytes);
      await client.closed;
    }
    await isServed();
  });

  test('more than 64 KiB: refused with a notice before it is there', async () => {
    server = await startTestLdap(many.slice(0, 5));
    const client = server.rawClient();
    client.send(hex('308400100000'));
    expect(await client.next()).toMatchObject({ id: 0, tag: 0x78, code: 2 });
    await client.closed;
  });

  test('random bytes and changed messages', async () => {
    server = await startTestLdap(many.slice(0, 5), { limits: { wrongBinds: 1_000_000 } });
    const captured = [...Object.values(binds), ...Object.values(requests)].map(hex);
    const changed = fc
      .tuple(
        fc.constantFrom(...captured),
        fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 6 }),
      )
      .map(([message, changes]) => {
        const bytes = Buffer.from(message);
        for (const [at, value] of changes) bytes[at % bytes.length] = value;
        return bytes;
      });
    const random = fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(changed, changed, random), { minLength: 1, maxLength: 6 }),
        async (messages) => {
          const client = server.rawClient();
          if (messages.length % 2 === 0) client.send(bind);
          for (const message of messages) client.send(message);
          client.socket.end();
          await client.closed;
        },
      ),
      { numRuns: 400 },
    );
    await isServed();
    await expect.poll(() => server.connections()).toBe(0);
  });
});

describe('slow and stuck clients', () => {
  test('a request that comes byte by byte is answered', async () => {
    server = await startTestLdap(many.slice(0, 5));
    const client = server.rawClient();
    for (const byte of hex(bind)) {
      client.send(Buffer.of(byte));
      await delay(1);
    }
    expect(await client.next()).toMatchObject({ code: 0 });
    client.socket.destroy();
  });

  test('half a request, a connection that says nothing, and answers that nobody takes do not stay', async () => {
    server = await startTestLdap(many, { limits: { stalledMs: 200, idleMs: 400 } });
    const half = server.rawClient();
    half.send(hex(bind).subarray(0, 9));
    const silent = server.rawClient();
    const deaf = server.rawClient();
    deaf.socket.pause();
    const everybody = hex(requests.ignoredControl.replace('0a0100', '0a0102').replace('020101', '020100'));
    deaf.send(Buffer.concat([hex(bind), ...Array.from({ length: 300 }, () => everybody)]));
    await Promise.all([half.closed, silent.closed]);
    await expect.poll(() => server.connections(), { timeout: 5_000 }).toBe(0);
    deaf.socket.destroy();
  });

  test('a client that closes its half first still gets what was answered', async () => {
    server = await startTestLdap(many.slice(0, 5));
    const client = server.rawClient();
    client.send(bind);
    client.socket.end();
    expect(await client.next()).toMatchObject({ tag: 0x61 });
    await client.closed;
  });
});

describe('limits', () => {
  test('connections in all and from one address', async () => {
    server = await startTestLdap(many.slice(0, 5), { limits: { connectionsPerAddress: 3 } });
    const clients = [1, 2, 3].map(() => server.rawClient());
    for (const client of clients) {
      client.send(bind);
      await client.next();
    }
    const fourth = server.rawClient();
    expect(await fourth.next()).toMatchObject({ id: 0, code: 51 });
    await fourth.closed;
    for (const client of clients) client.socket.destroy();
    await expect.poll(() => server.connections()).toBe(0);
    await isServed();
  });

  test('connections that never bind make room for phones, from wherever they come, the oldest first', async () => {
    for (const limits of [{ connections: 3 }, { connectionsPerAddress: 3 }]) {
      server = await startTestLdap(many.slice(0, 5), { limits });
      const known = server.rawClient();
      known.send(bind);
      expect((await known.next()).code).toBe(0);
      const silent = server.rawClient();
      await expect.poll(() => server.connections()).toBe(2);
      const anonymous = server.rawClient();
      anonymous.send(binds['version 3, anonymous'] ?? '');
      expect((await anonymous.next()).code).toBe(0);
      await isServed();
      expect(await silent.next()).toMatchObject({ id: 0, code: 51 });
      await silent.closed;
      await isServed();
      known.send(requests.whoAmI);
      expect((await known.next()).tag).toBe(0x78);
      known.socket.destroy();
      anonymous.socket.destroy();
      if ('connections' in limits) await server.stop();
    }
  });

  test('who does not bind is told to and disconnected; who did stays', async () => {
    server = await startTestLdap(many.slice(0, 5), { limits: { unboundMs: 200 } });
    const known = server.rawClient();
    known.send(bind);
    expect((await known.next()).code).toBe(0);
    const anonymous = server.rawClient();
    anonymous.send(binds['version 3, anonymous'] ?? '');
    expect((await anonymous.next()).code).toBe(0);
    expect(await anonymous.next()).toMatchObject({ id: 0, code: 52 });
    await anonymous.closed;
    await delay(300);
    known.send(requests.whoAmI);
    expect((await known.next()).tag).toBe(0x78);
    known.socket.destroy();
  });

  test('a thousand connections at once are all served', async () => {
    server = await startTestLdap(many.slice(0, 5));
    const clients = Array.from({ length: 1_000 }, () => server.rawClient());
    await Promise.all(
      clients.map(async (client) => {
        client.send(bind);
        expect((await client.next()).code).toBe(0);
      }),
    );
    for (const client of clients) client.socket.destroy();
    await expect.poll(() => server.connections(), { timeout: 5_000 }).toBe(0);
  });

  test('ten wrong binds in a minute, and the address waits', async () => {
    server = await startTestLdap(many.slice(0, 5), { limits: { wrongBindsWithinMs: 300 } });
    const client = server.rawClient();
    for (let times = 0; times < 10; times += 1) {
      client.send(binds['a wrong password'] ?? '');
      expect((await client.next()).code).toBe(49);
    }
    client.send(bind);
    expect((await client.next()).code).toBe(51);
    await delay(350);
    client.send(bind);
    expect((await client.next()).code).toBe(0);
    client.socket.destroy();
  });

  test('at most a thousand entries', async () => {
    server = await startTestLdap(many);
    const client = server.rawClient();
    client.send(bind + requests.ignoredControl.replace('0a01000a0100', '0a01020a0100'));
    await client.next();
    let entries = 0;
    for (;;) {
      const answer = await client.next();
      if (answer.tag === 0x65) {
        expect(answer.code).toBe(4);
        break;
      }
      entries += 1;
    }
    expect(entries).toBe(1_000);
    client.socket.destroy();
  });

  test('hundreds of requests in one piece are answered in order', async () => {
    server = await startTestLdap(many.slice(0, 50));
    const client = server.rawClient();
    client.send(bind + requests.whoAmI.repeat(1_000));
    await client.next();
    for (let at = 0; at < 1_000; at += 1) expect((await client.next()).tag).toBe(0x78);
    client.socket.destroy();
  });
});
