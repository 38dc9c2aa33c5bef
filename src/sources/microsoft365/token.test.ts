import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { addMadeUp } from '../../../test/fakes/graph/control.ts';
import { createTestWorld, type TestWorld } from '../../../test/fakes/graph/test-world.ts';
import { SourceFailure, SourceRefusal } from '../source.ts';
import { microsoft365 } from './microsoft365.ts';
import { dropToken, takeToken } from './token.ts';

let world: TestWorld;
beforeEach(async () => {
  world = await createTestWorld();
});
afterEach(() => world.graph.stop());

const signIns = () => world.places().filter((place) => place === 'token').length;
const refusalOf = (run: Promise<unknown>): Promise<SourceFailure> =>
  run.then(
    () => {
      throw new Error('It was not refused.');
    },
    (error: unknown) => {
      if (error instanceof SourceFailure) return error;
      throw error;
    },
  );

test('one token is asked for, however many need it at once', async () => {
  const tokens = await Promise.all(Array.from({ length: 8 }, () => takeToken(world.settings(), world.io)));
  expect(new Set(tokens).size).toBe(1);
  expect(signIns()).toBe(1);
});

test('a token is kept, replaced before it runs out, and another secret is another credential', async () => {
  const first = await takeToken(world.settings(), world.io);
  world.pass(50 * 60_000);
  expect(await takeToken(world.settings(), world.io)).toBe(first);
  world.pass(5.5 * 60_000);
  expect(await takeToken(world.settings(), world.io)).not.toBe(first);
  await expect(takeToken(world.settings({ clientSecret: 'another' }), world.io)).rejects.toThrow(
    'Client Secret',
  );
});

test('while a token is good, a sign-in that fails is no failure', async () => {
  const first = await takeToken(world.settings(), world.io);
  world.pass(57 * 60_000);
  world.graph.behave({ refuseLogin: 90033 });
  world.graph.clear();
  expect(await takeToken(world.settings(), world.io)).toBe(first);
  expect(await takeToken(world.settings(), world.io)).toBe(first);
  expect(signIns()).toBe(1);
  world.graph.behave({ refuseLogin: null });
  world.pass(61_000);
  expect(await takeToken(world.settings(), world.io)).not.toBe(first);
});

test("a clock that is set forward or back changes nothing about a token's age", async () => {
  const first = await takeToken(world.settings(), world.io);
  world.setClock(5 * 3_600_000);
  expect(await takeToken(world.settings(), world.io)).toBe(first);
  world.setClock(-10 * 3_600_000);
  world.pass(56 * 60_000);
  expect(await takeToken(world.settings(), world.io)).not.toBe(first);
});

test('a sign-in that asks to wait is left alone for as long as it says, while the token is good', async () => {
  world.graph.behave({ expiresIn: 4 * 3600 });
  const first = await takeToken(world.settings(), world.io);
  world.pass((3 * 60 + 55) * 60_000 + 1);
  world.graph.behave({
    faults: [{ on: 'token', times: 1, answer: { status: 429, headers: { 'retry-after': '150' } } }],
  });
  world.graph.clear();
  expect(await takeToken(world.settings(), world.io)).toBe(first);
  world.pass(149_000);
  expect(await takeToken(world.settings(), world.io)).toBe(first);
  expect(signIns()).toBe(1);
  world.pass(2_000);
  expect(await takeToken(world.settings(), world.io)).not.toBe(first);
});

test('a token that was dropped is replaced, but not a newer one', async () => {
  const first = await takeToken(world.settings(), world.io);
  dropToken(world.settings(), world.io, first);
  const second = await takeToken(world.settings(), world.io);
  expect(second).not.toBe(first);
  dropToken(world.settings(), world.io, first);
  expect(await takeToken(world.settings(), world.io)).toBe(second);
});

test('one run that is stopped does not take the token from another', async () => {
  const stopped = AbortSignal.abort(new Error('stopped'));
  const both = await Promise.allSettled([
    takeToken(world.settings(), { ...world.io, signal: stopped }),
    takeToken(world.settings(), world.io),
  ]);
  expect(both.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
});

test('a life that is given as text counts; a token without one is none', async () => {
  world.graph.behave({ expiresIn: '3599' });
  await takeToken(world.settings(), world.io);
  const other = world.settings({
    clientId: world.graph.registration.clientId,
    tenantId: world.graph.registration.tenantId,
  });
  dropToken(other, world.io, await takeToken(other, world.io));
  world.graph.behave({ expiresIn: 0 });
  expect((await refusalOf(world.run())).code).toBe('malformed');
});

describe('what Microsoft refuses is said with its remedy and what to quote', () => {
  test.each<[number, string, string]>([
    [7000215, 'credentials-refused', 'Often the Secret ID was entered instead of the Value'],
    [7000222, 'credentials-refused', 'The Client Secret has expired'],
    [700016, 'credentials-refused', 'no application with this Client ID'],
    [7000112, 'credentials-refused', 'The application is switched off'],
    [90002, 'credentials-refused', 'no tenant with this Tenant ID'],
    [900023, 'credentials-refused', 'neither an ID nor a domain'],
    [90038, 'credentials-refused', 'another cloud'],
    [500011, 'credentials-refused', 'The cloud that is chosen does not fit'],
    [700027, 'credentials-refused', 'does not accept the certificate'],
    [53003, 'permission-missing', 'Conditional Access'],
  ])('AADSTS%i', async (number, code, words) => {
    world.graph.behave({ refuseLogin: number });
    const failed = await refusalOf(world.run());
    expect(failed.code).toBe(code);
    expect(failed.message).toContain(words);
    expect(failed.message).toContain(`AADSTS${number}`);
    expect(failed.message).toMatch(
      /trace ID [0-9a-f-]{36}, correlation ID [0-9a-f-]{36}, 2026-11-22 10:00:00Z/,
    );
    expect(failed.message).not.toContain('Fake~Secret');
    expect(signIns()).toBe(1);
  });

  test('a secret that was renewed works at once', async () => {
    addMadeUp(world.graph, 1, 0);
    world.graph.behave({ refuseLogin: 7000222 });
    await refusalOf(world.run());
    world.graph.behave({ refuseLogin: null });
    expect(await world.run()).toMatchObject({ received: 1 });
  });

  test('a fault of the sign-in itself is waited for', async () => {
    addMadeUp(world.graph, 1, 0);
    world.graph.behave({
      faults: [
        { on: 'token', times: 1, answer: { status: 503, text: '<html>later</html>' } },
        { on: 'token', times: 1, answer: { status: 429, headers: { 'retry-after': '4' } } },
        { on: 'token', times: 1, answer: { html: true } },
        { on: 'token', times: 1, answer: { drop: 'before' } },
      ],
    });
    await world.run();
    expect(world.waits).toEqual([500, 4_000, 2_000, 4_000]);
  });

  test('an answer without a token is none', async () => {
    const text = JSON.stringify({ token_type: 'Bearer', expires_in: 3599, access_token: '' });
    world.graph.behave({ faults: [{ on: 'token', times: 100, answer: { status: 200, text } }] });
    expect(await refusalOf(world.run())).toMatchObject({ code: 'malformed' });
  });

  test('a sign-in page of the network is not taken for Microsoft', async () => {
    world.graph.behave({ faults: [{ on: 'token', times: 100, answer: { html: true } }] });
    const failed = await refusalOf(world.run());
    expect(failed).toMatchObject({ code: 'malformed' });
    expect(failed.message).toContain('a proxy or a sign-in page');
  });
});

describe('a certificate instead of a secret', () => {
  // Made for these tests alone, good for a hundred years.
  const pem = (name: string) =>
    readFileSync(path.join(import.meta.dirname, '../../../test/fixtures/microsoft365', name), 'utf8');
  const one = {
    certificate: pem('certificate-one.pem'),
    certificateKey: pem('certificate-one.key'),
    clientSecret: '',
  };
  const two = { certificate: pem('certificate-two.pem'), certificateKey: pem('certificate-two.key') };

  test('signs in, and its key is never sent', async () => {
    await world.graph.stop();
    world = await createTestWorld({ certificate: one.certificate });
    addMadeUp(world.graph, 2, 0);
    expect(await world.run('full', one)).toMatchObject({ received: 2 });
  });

  test('one that the application does not know is refused in plain words', async () => {
    await world.graph.stop();
    world = await createTestWorld({ certificate: one.certificate });
    expect((await refusalOf(world.run('full', two))).message).toContain('does not accept the certificate');
  });

  test('what could never sign in is refused when it is saved', async () => {
    const check = (change: object) => microsoft365.checkSettings(world.settings(change), world.io);
    await expect(check(one)).resolves.toBeUndefined();
    await expect(check({ ...one, certificateKey: two.certificateKey })).rejects.toThrow(SourceRefusal);
    await expect(check({ ...one, certificate: 'no' })).rejects.toThrow('PEM');
    world.pass(101 * 366 * 86_400_000);
    await expect(check(one)).rejects.toThrow('ran out on');
  });
});
