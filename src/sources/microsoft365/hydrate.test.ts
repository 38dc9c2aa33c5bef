import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Fault, FaultAnswer, Place } from '../../../test/fakes/graph/behaviour.ts';
import { addMadeUp } from '../../../test/fakes/graph/control.ts';
import { createTestWorld, type TestWorld } from '../../../test/fakes/graph/test-world.ts';
import type { SourceFailure } from '../source.ts';

// A change feed that leaves numbers out may still tell whose changed: then those contacts are fetched, where that costs
// fewer requests than the list.

let world: TestWorld;
let numbers = 0;
beforeEach(async () => {
  world = await createTestWorld();
  world.graph.behave({ deltaOmits: ['phones', 'addresses'], pageSize: 20 });
  addMadeUp(world.graph, 100, 0);
});
afterEach(() => world.graph.stop());

const ids = () => world.graph.contacts.all().map(({ id }) => id);
const renumber = (...indexes: readonly number[]): readonly string[] =>
  indexes.map((index) => {
    numbers += 1;
    const id = ids()[index]!;
    const number = `+1 202 555 ${String(numbers).padStart(4, '0')}`;
    world.graph.contacts.change(id, { phones: [{ type: 'mobile', number }] });
    return id;
  });
const faults = (on: Place, answer: FaultAnswer, times = 1, after = 0): { faults: Fault[] } => ({
  faults: [{ on, answer, times, after }],
});
function expectExact(): void {
  expect([...world.directory.contacts.keys()].sort()).toEqual([...ids()].sort());
  for (const { id, phones } of world.graph.contacts.all()) {
    const given = (phones as { number: string | null }[]).flatMap(({ number }) => number ?? []);
    const ours = world.directory.contacts.get(id)?.phones.map(({ number }) => number);
    expect(new Set(ours)).toEqual(new Set(given));
  }
}

/** The feed has been held against the list: it may be followed for a run. */
async function proved(): Promise<void> {
  await world.run();
  renumber(0);
  expect(await world.run()).toMatchObject({ mode: 'full', changed: 1 });
  world.graph.clear();
}

test('a feed that names what changed is followed: the contacts are fetched together', async () => {
  await proved();
  renumber(1, 2, 3);
  world.graph.contacts.remove(ids()[9]!);
  const run = await world.run();
  expect(run).toMatchObject({ mode: 'delta', received: 3, changed: 3 });
  expect(run.removed).toHaveLength(1);
  expect(world.places()).toEqual(['delta', 'batch', 'item', 'item', 'item']);
  expect(run.remark).toBe(
    "Microsoft's change feed leaves out phone numbers for this tenant, but names the contacts that changed: Switchbook fetches those, and compares the full list now and then, at least once a week.",
  );
  expectExact();
});

test('one contact is fetched by a plain request', async () => {
  await proved();
  renumber(5);
  expect(await world.run()).toMatchObject({ mode: 'delta', changed: 1 });
  expect(world.places()).toEqual(['delta', 'item']);
  expectExact();
});

test('the list is compared after one run, then after two, then after four', async () => {
  await proved();
  const modes: string[] = [];
  for (let day = 0; day < 12; day += 1) {
    renumber(day);
    modes.push((await world.run()).mode);
    expectExact();
  }
  const [full, delta] = ['full', 'delta'];
  expect(modes).toEqual([delta, full, delta, delta, full, delta, delta, delta, delta, full, delta, delta]);
});

test('the list is compared where that costs fewer requests', async () => {
  await proved();
  renumber(...Array.from({ length: 80 }, (_, n) => n));
  expect(await world.run()).toMatchObject({ mode: 'full', changed: 80 });
  expect(world.places()).not.toContain('batch');
  expectExact();
});

test('a list of two pages is always compared: nothing costs less', async () => {
  world.graph.behave({ pageSize: 999 });
  await world.run();
  renumber(0);
  await world.run();
  renumber(1);
  expect(await world.run()).toMatchObject({ mode: 'full', changed: 1 });
});

describe('a feed that says nothing of changed numbers', () => {
  beforeEach(() => world.graph.behave({ deltaBlindTo: ['phones'] }));

  test('is not followed, and the status says why', async () => {
    await world.run();
    renumber(0);
    const compared = await world.run();
    expect(compared.remark).toBe(
      "Microsoft's change feed leaves out phone numbers for this tenant, and has not named every contact that changed, so Switchbook compares the full list.",
    );
    renumber(1);
    expect(await world.run()).toMatchObject({ mode: 'full', changed: 1 });
    expect((await world.run()).remark).toBe(compared.remark);
    expectExact();
  });

  test('is found out by the comparison after the runs that it was trusted for', async () => {
    world.graph.behave({ deltaBlindTo: [] });
    await proved();
    world.graph.behave({ deltaBlindTo: ['phones'] });
    renumber(1);
    expect(await world.run()).toMatchObject({ mode: 'delta', changed: 0 });
    renumber(2);
    expect(await world.run()).toMatchObject({ mode: 'full', changed: 2 });
    expectExact();
    renumber(3);
    expect(await world.run()).toMatchObject({ mode: 'full', changed: 1 });
    expectExact();
  });
});

describe('when contacts are fetched together', () => {
  beforeEach(proved);

  test('one is throttled: it alone is asked for again, when Microsoft says', async () => {
    renumber(1, 2, 3);
    const answer = { status: 429, code: 'TooManyRequests', headers: { 'Retry-After': '7' } };
    world.graph.behave(faults('item', answer, 1, 1));
    expect(await world.run()).toMatchObject({ mode: 'delta', changed: 3 });
    expect(world.waits).toEqual([7_000]);
    expect(world.places()).toEqual(['delta', 'batch', 'item', 'item', 'item', 'batch', 'item']);
    expectExact();
  });

  test('several are throttled: the longest wait counts', async () => {
    renumber(1, 2, 3);
    const throttled = (seconds: string): Fault => ({
      on: 'item',
      times: 1,
      answer: { status: 429, headers: { 'retry-after': seconds } },
    });
    world.graph.behave({ faults: [throttled('3'), throttled('40'), throttled('9')] });
    await world.run();
    expect(world.waits).toEqual([40_000]);
    expectExact();
  });

  test('a wait of more than 15 minutes ends the run; nothing of it is stored, and the next one brings all', async () => {
    renumber(1, 2, 3);
    const answer = { status: 429, headers: { 'Retry-After': '1200' } };
    world.graph.behave(faults('item', answer, 1, 2));
    await expect(world.run()).rejects.toMatchObject({ code: 'throttled', retryAfterMs: 1_200_000 });
    world.directory.fullDue = false;
    expect(await world.run()).toMatchObject({ mode: 'delta', changed: 3 });
    expectExact();
  });

  test.each<[string, FaultAnswer]>([
    ['one fails (503)', { status: 503, code: 'ServiceUnavailable' }],
    ['one is not answered', { omit: true }],
    ['one finds the token expired', { status: 401, code: 'InvalidAuthenticationToken' }],
  ])('%s: it is asked for again', async (_what, answer) => {
    renumber(1, 2, 3);
    world.graph.behave(faults('item', answer));
    expect(await world.run()).toMatchObject({ mode: 'delta', changed: 3 });
    expectExact();
  });

  test.each<[string, FaultAnswer]>([
    ['the connection ends in the middle', { drop: 'middle' }],
    ['a sign-in page of the network answers', { html: true }],
    ['the answer has no responses in it', { noValue: true }],
    ['everything is throttled', { status: 429, headers: { 'Retry-After': '2' } }],
  ])('%s: all of it is asked for again', async (_what, answer) => {
    renumber(1, 2, 3);
    world.graph.behave(faults('batch', answer, 2));
    expect(await world.run()).toMatchObject({ mode: 'delta', changed: 3 });
    expect(world.waits).toHaveLength(2);
    expectExact();
  });

  test('one vanished meanwhile: the list decides, in the same run', async () => {
    const [, vanishing] = renumber(1, 2, 3);
    world.graph.onAsk(({ place }) => {
      if (place === 'batch') world.graph.contacts.remove(vanishing!);
    });
    expect(await world.run()).toMatchObject({ mode: 'full', removed: [vanishing] });
    world.graph.onAsk(() => {});
    expectExact();
  });

  test('one is there a moment later', async () => {
    renumber(1, 2, 3);
    world.graph.behave(faults('item', { status: 404, code: 'Request_ResourceNotFound' }));
    expect(await world.run()).toMatchObject({ mode: 'delta', changed: 3, removed: [] });
    expect(world.waits).toEqual([5_000]);
  });

  test.each<[string, Place, FaultAnswer]>([
    ['Microsoft does not take requests together', 'batch', { status: 400, code: 'BadRequest' }],
    ['Microsoft refuses one of them', 'item', { status: 400, code: 'BadRequest' }],
  ])('%s: the list is read', async (_what, on, answer) => {
    renumber(1, 2, 3);
    world.graph.behave(faults(on, answer));
    expect(await world.run()).toMatchObject({ mode: 'full', changed: 3 });
    expectExact();
  });

  test('the permission was withdrawn: it is named', async () => {
    renumber(1, 2, 3);
    world.graph.behave(faults('item', { status: 403, code: 'Authorization_RequestDenied' }));
    const failed = await world.run().catch((error: SourceFailure) => error);
    expect(failed).toMatchObject({ code: 'permission-missing' });
  });

  test('the feed has forgotten the link, or nobody asked for a week: the list is read', async () => {
    renumber(1);
    world.graph.forgetDeltaLinks();
    expect(await world.run()).toMatchObject({ mode: 'full', changed: 1 });
    renumber(2);
    await world.run();
    world.pass(6.6 * 24 * 3_600_000);
    renumber(3);
    expect(await world.run()).toMatchObject({ mode: 'full', changed: 1 });
    expectExact();
  });

  test('the same page again, as after a crash, changes nothing', async () => {
    renumber(1, 2, 3);
    const { cursor } = world.directory;
    await world.run();
    world.directory.cursor = cursor;
    world.directory.fullDue = false;
    expect(await world.run()).toMatchObject({ mode: 'delta', received: 3, changed: 0 });
    expectExact();
  });
});
