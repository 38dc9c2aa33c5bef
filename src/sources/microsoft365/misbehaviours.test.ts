import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Fault, FaultAnswer, Place } from '../../../test/fakes/graph/behaviour.ts';
import { addMadeUp } from '../../../test/fakes/graph/control.ts';
import { createTestWorld, type TestWorld } from '../../../test/fakes/graph/test-world.ts';
import { PassingFault } from '../http/with-retries.ts';
import { SourceFailure } from '../source.ts';
import { askMicrosoft } from './ask-microsoft.ts';
import { microsoft365 } from './microsoft365.ts';

// Every way in which Microsoft Graph has been reported to misbehave. Each ends in a correct directory or in a plain
// message; none removes a contact that is there. What a person sees of each stands in docs/microsoft-365.md.

let world: TestWorld;
beforeEach(async () => {
  world = await createTestWorld();
});
afterEach(() => world.graph.stop());

const ids = () => world.graph.contacts.all().map(({ id }) => id);
const expectExact = () => expect([...world.directory.contacts.keys()].sort()).toEqual(ids().sort());
const faults = (on: Place, answer: FaultAnswer, times = 1, after = 0): { faults: Fault[] } => ({
  faults: [{ on, answer, times, after }],
});
const failure = async (run: Promise<unknown>): Promise<SourceFailure> => {
  const error = await run.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error instanceof SourceFailure) return error;
  throw new Error('The run did not fail as a source fails.', { cause: error });
};

/** A company of 60 that was read once; then a number changes and somebody leaves. */
async function settled(): Promise<{ readonly changed: string; readonly removed: string }> {
  addMadeUp(world.graph, 60, 0);
  await world.run();
  const [, changed, removed] = ids();
  world.graph.contacts.change(changed!, { phones: [{ type: 'mobile', number: '+1 202 555 0199' }] });
  world.graph.contacts.remove(removed!);
  world.graph.clear();
  return { changed: changed!, removed: removed! };
}
const numbersOf = (id: string) => world.directory.contacts.get(id)?.phones.map(({ number }) => number);

describe('the change feed', () => {
  test('leaves out phone numbers: the full list is compared, and the status says so', async () => {
    world.graph.behave({ deltaOmits: ['phones', 'addresses'] });
    addMadeUp(world.graph, 60, 0);
    const first = await world.run();
    expect(first.remark).toBe(
      "Microsoft's change feed leaves out phone numbers for this tenant, so Switchbook compares the full list.",
    );
    const [, changed, removed] = ids();
    world.graph.contacts.change(changed!, { phones: [{ type: 'mobile', number: '+1 202 555 0199' }] });
    world.graph.contacts.remove(removed!);
    expect(await world.run()).toMatchObject({ mode: 'full', changed: 1, removed: [removed] });
    expect(numbersOf(changed!)).toEqual(['+1 202 555 0199']);
  });

  test('is not offered (400 Request_UnsupportedQuery, 404, 501): the full list is compared', async () => {
    for (const deltaUnsupported of [
      { status: 400, code: 'Request_UnsupportedQuery' },
      { status: 404, code: 'UnknownError' },
      { status: 501, code: 'NotImplemented' },
    ]) {
      world.graph.behave({ deltaUnsupported });
      const run = await world.run('full');
      expect(run.remark).toContain('not available');
      expect(await world.run()).toMatchObject({ mode: 'full' });
    }
  });

  test('does not know "from now on": its first round is read to the end', async () => {
    world.graph.behave({ latestUnsupported: true });
    addMadeUp(world.graph, 450, 0);
    await world.run();
    world.graph.contacts.remove(ids()[3]!);
    expect(await world.run()).toMatchObject({ mode: 'delta', received: 0 });
    expectExact();
  });

  test('sends empty pages that lead on', async () => {
    const { changed } = await settled();
    world.graph.behave({ emptyDeltaPages: 40 });
    expect(await world.run()).toMatchObject({ mode: 'delta', received: 1 });
    expect(numbersOf(changed)).toEqual(['+1 202 555 0199']);
    expectExact();
  });

  test('names what changed and nothing else of it', async () => {
    const { changed } = await settled();
    world.graph.behave({ deltaPatches: true });
    await world.run();
    expect(world.directory.contacts.get(changed)).toMatchObject({
      firstName: 'Amar',
      phones: [{ label: 'mobile' }],
    });
  });

  test('leaves out what is null, so that a cleared number would stay', async () => {
    addMadeUp(world.graph, 20, 0);
    await world.run();
    const [, cleared] = ids();
    world.graph.contacts.change(cleared!, { phones: null, companyName: null });
    world.graph.behave({ deltaOmits: ['companyName'] });
    await world.run();
    expect(world.directory.contacts.get(cleared!)).toMatchObject({ company: '', phones: [] });
  });

  test.each<[string, string[]]>([
    ['from the beginning', ['phones']],
    ['only later', []],
  ])(
    'says of every contact that it has no numbers, %s: the contact is fetched',
    async (_when, deltaBlanks) => {
      world.graph.behave({ deltaBlanks, pageSize: 10 });
      addMadeUp(world.graph, 60, 0);
      await world.run();
      const numberOf = (n: number) => `+1 202 555 02${n}0`;
      for (const n of [1, 2, 3]) {
        const id = ids()[n]!;
        world.graph.behave({ deltaBlanks: ['phones'] });
        world.graph.contacts.change(id, {
          ...Object.fromEntries(
            ['givenName', 'surname', 'companyName', 'department', 'jobTitle', 'mail'].map((p) => [p, 'x']),
          ),
          proxyAddresses: [],
          phones: [{ type: 'mobile', number: numberOf(n) }],
        });
        await world.run();
        expect(numbersOf(id)).toEqual([numberOf(n)]);
      }
      expectExact();
    },
  );

  test('brings a contact twice in one round', async () => {
    await settled();
    world.graph.behave({ duplicates: true });
    expect(await world.run()).toMatchObject({ received: 1, changed: 1 });
    expectExact();
  });

  test('repeats an older round: nothing changes, nothing is counted twice', async () => {
    await settled();
    await world.run();
    world.graph.behave({ replay: true });
    expect(await world.run()).toMatchObject({ mode: 'delta', changed: 0, removed: [] });
    expectExact();
  });

  test('says that a contact is there and removed in one round: Microsoft is asked for it', async () => {
    addMadeUp(world.graph, 20, 0);
    await world.run();
    const [, , gone] = ids();
    world.graph.contacts.change(gone!, { companyName: 'Changed at last' });
    world.graph.behave({ duplicates: true });
    let asked = 0;
    world.graph.onAsk(({ place }) => {
      asked += place === 'delta' ? 1 : 0;
      // Between the two pages of the round.
      if (place === 'delta' && asked === 2) world.graph.contacts.remove(gone!);
    });
    expect(await world.run()).toMatchObject({ removed: [gone] });
    expectExact();
  });

  test('names a contact that Microsoft finds only a moment later', async () => {
    addMadeUp(world.graph, 20, 0);
    await world.run();
    const [, lagging] = ids();
    world.graph.contacts.change(lagging!, { companyName: 'Not there everywhere yet' });
    world.graph.behave(faults('item', { status: 404, code: 'Request_ResourceNotFound' }));
    expect(await world.run()).toMatchObject({ mode: 'delta', received: 1, removed: [] });
    expect(world.waits).toEqual([5_000]);
  });

  test('names a contact that Microsoft does not find: the list decides, in the same run', async () => {
    addMadeUp(world.graph, 20, 0);
    await world.run();
    const [, there] = ids();
    world.graph.contacts.change(there!, { companyName: 'In the list' });
    world.graph.behave(faults('item', { status: 404, code: 'Request_ResourceNotFound' }, 100));
    expect(await world.run()).toMatchObject({ mode: 'full', changed: 1, removed: [] });
    expectExact();
  });

  test('gives @removed without a reason', async () => {
    const { removed } = await settled();
    world.graph.behave({ removedWithoutReason: true });
    expect(await world.run()).toMatchObject({ mode: 'delta', removed: [removed] });
  });

  test('misses a removal: the weekly full comparison finds it', async () => {
    const { removed } = await settled();
    world.graph.behave({ removalsSilent: true });
    expect(await world.run()).toMatchObject({ removed: [] });
    expect(await world.run('full')).toMatchObject({ removed: [removed] });
  });

  test.each([
    { status: 410, code: 'resyncRequired' },
    { status: 410, code: 'syncStateNotFound' },
    { status: 400, code: 'SyncStateNotFound' },
    { status: 404, code: 'UnknownError' },
  ])('has forgotten our link ($status $code): the list is read in the same run', async (expiredLink) => {
    await settled();
    world.graph.behave({ expiredLink });
    world.graph.forgetDeltaLinks();
    expect(await world.run()).toMatchObject({ mode: 'full', changed: 1 });
    expectExact();
  });

  test('was not asked for a week: the list is read before Microsoft forgets', async () => {
    await settled();
    world.pass(6.6 * 24 * 3_600_000);
    expect(await world.run()).toMatchObject({ mode: 'full' });
    expectExact();
    expect(world.places().indexOf('list')).toBeGreaterThan(-1);
  });

  test('breaks off in the middle of a round: it is begun again', async () => {
    await settled();
    world.graph.behave({
      emptyDeltaPages: 3,
      ...faults('delta', { status: 400, code: 'Directory_ExpiredPageToken' }, 1, 2),
    });
    expect(await world.run()).toMatchObject({ mode: 'delta', received: 1 });
    expectExact();
  });

  test.each(['same-link', 'same-items', 'empty-pages'] as const)(
    'does not end (%s): the list is read instead',
    async (endless) => {
      await settled();
      world.graph.behave({ endless, endlessOn: 'delta' });
      expect(await world.run()).toMatchObject({ mode: 'full', changed: 1 });
      expectExact();
    },
  );

  test('ends a page with both links, or with none: it is asked again', async () => {
    const { changed } = await settled();
    world.graph.behave({
      faults: [
        { on: 'delta', times: 1, answer: { links: 'both' } },
        { on: 'delta', times: 1, answer: { links: 'none' } },
      ],
    });
    expect(await world.run()).toMatchObject({ mode: 'delta', received: 1 });
    expect(numbersOf(changed)).toEqual(['+1 202 555 0199']);
  });
});

describe('the list', () => {
  test('is empty although there were contacts: everything would go, which the guard holds', async () => {
    await settled();
    for (const id of ids()) world.graph.contacts.remove(id);
    expect((await world.run('full')).removed).toHaveLength(60);
  });

  test("loses a page's link in the middle: it is begun again, and nothing is removed by mistake", async () => {
    addMadeUp(world.graph, 2500, 0);
    world.graph.behave(faults('list', { status: 400, code: 'Directory_ExpiredPageToken' }, 1, 1));
    expect(await world.run()).toMatchObject({ received: 2500, passes: 2 });
    world.graph.behave(faults('list', { status: 404, code: 'UnknownError' }, 1, 2));
    expect(await world.run('full')).toMatchObject({ received: 2500, removed: [] });
    expectExact();
  });

  test('loses the link three times: the run fails and removes nothing', async () => {
    addMadeUp(world.graph, 2500, 0);
    await world.run();
    world.graph.behave({ pageTokenUses: 0 });
    const failed = await failure(world.run('full'));
    expect(failed.code).toBe('unreachable');
    expect(failed.message).toContain('dropped its list in the middle of reading');
    expect(world.directory.contacts.size).toBe(2500);
  });

  test('moves while it is read, so that somebody is missed: a second reading finds them', async () => {
    addMadeUp(world.graph, 2500, 0);
    await world.run();
    world.graph.behave({ offsetPaging: true });
    let lists = 0;
    world.graph.onAsk(({ place }) => {
      lists += place === 'list' ? 1 : 0;
      if (place === 'list' && lists === 2) {
        for (const id of ids().slice(0, 5)) world.graph.contacts.remove(id);
        addMadeUp(world.graph, 5, 0);
      }
    });
    const run = await world.run('full');
    expect(run.passes).toBe(2);
    world.graph.onAsk(() => {});
    for (const id of ids()) expect(world.directory.contacts.has(id)).toBe(true);
  });

  test.each(['same-link', 'same-items', 'empty-pages'] as const)(
    'does not end (%s): the run fails in plain words',
    async (endless) => {
      addMadeUp(world.graph, 20, 0);
      await world.run();
      world.graph.behave({ endless });
      const failed = await failure(world.run('full'));
      expect(failed.code).toBe('malformed');
      expect(failed.message).toContain('does not end');
      expect(world.directory.contacts.size).toBe(20);
    },
  );

  test('leads to another server, whatever its form: no token goes there', async () => {
    addMadeUp(world.graph, 3, 0);
    const { port } = new URL(world.graph.url);
    for (const nextLink of [
      'https://graph.microsoft.com.evil.example/v1.0/contacts?$skiptoken=a',
      `http://user@127.0.0.1:${port}/v1.0/contacts?$skiptoken=a`,
      `https://127.0.0.1:${port}/v1.0/contacts?$skiptoken=a`,
      `http://127.0.0.1:${port}/elsewhere?$skiptoken=a`,
      '/v1.0/contacts?$skiptoken=a',
    ]) {
      world.graph.behave(faults('list', { nextLink }));
      const failed = await failure(world.run('full'));
      expect(failed.code).toBe('malformed');
      expect(failed.message).toContain('not Microsoft Graph');
    }
  });

  test('answers with a redirect: it is not followed', async () => {
    world.graph.behave(faults('list', { status: 302, headers: { location: 'http://127.0.0.1:9/' } }));
    const failed = await failure(world.run());
    expect(failed.code).toBe('malformed');
    expect(failed.message).toContain('leads to another address');
  });

  test('does not take a page of 999: it is asked for without a wish', async () => {
    addMadeUp(world.graph, 250, 0);
    world.graph.behave({ largestTop: 500 });
    expect(await world.run()).toMatchObject({ received: 250 });
    expect(world.places().filter((place) => place === 'list')).toHaveLength(4);
    world.graph.behave(faults('list', { status: 400, code: 'Request_BadRequest' }, 100));
    expect((await failure(world.run('full'))).code).toBe('malformed');
    expectExact();
  });

  test('holds rows that nobody can use: they are reported, and what was there stays', async () => {
    addMadeUp(world.graph, 3, 0);
    await world.run();
    const [blanked, broken] = ids();
    world.graph.contacts.change(blanked!, {
      ...Object.fromEntries(
        ['displayName', 'givenName', 'surname', 'companyName', 'mail', 'phones'].map((p) => [p, null]),
      ),
      proxyAddresses: [],
    });
    world.graph.contacts.change(broken!, { phones: 'none' });
    const run = await world.run('full');
    expect(run.issues).toEqual([
      'It has neither a name, a company, an e-mail address nor a number.',
      'Its phones has a form that Microsoft does not document.',
    ]);
    expect(run.removed).toEqual([]);
  });

  test('is more than a page may hold', async () => {
    world.graph.behave(faults('list', { huge: true }, 1));
    expect((await failure(world.run())).message).toContain('more than a page of contacts can be');
  });

  test.each<[string, FaultAnswer]>([
    ['the connection ends before the answer', { drop: 'before' }],
    ['the connection ends in the middle', { drop: 'middle' }],
    ['a sign-in page of the network answers', { html: true }],
    ['the answer has no list in it', { noValue: true }],
    ['Microsoft has a fault of its own', { status: 500, code: 'InternalServerError' }],
    ['a gateway answers in HTML', { status: 502, text: '<html>Bad gateway</html>' }],
    ['the service is not there', { status: 503, code: 'ServiceUnavailable' }],
    ['the gateway gives up', { status: 504, text: '' }],
    ['the bandwidth is used up', { status: 509, code: 'BandwidthLimitExceeded' }],
  ])('%s: it is tried again, and the run succeeds', async (_what, answer) => {
    addMadeUp(world.graph, 5, 0);
    world.graph.behave(faults('list', answer, 3));
    await world.run();
    expectExact();
    expect(world.waits).toHaveLength(3);
  });

  test('a fault that stays ends the run with what to quote, and removes nothing', async () => {
    addMadeUp(world.graph, 5, 0);
    await world.run();
    world.graph.behave(faults('list', { status: 500, code: 'InternalServerError' }, 100));
    const failed = await failure(world.run('full'));
    expect(failed.code).toBe('unreachable');
    expect(failed.message).toMatch(/request ID [0-9a-f-]{36}/);
    expect(world.places().filter((place) => place === 'list')).toHaveLength(7);
    expectExact();
  });

  test('no answer at all is not waited for without end, and may pass', async () => {
    world.graph.behave(faults('list', { hang: true }));
    const url = `${world.graph.url}/v1.0/contacts`;
    const asked = askMicrosoft(world.io, url, { headers: {}, timeoutMs: 100, maxBytes: 1000 });
    await expect(asked).rejects.toThrow('did not answer completely in time');
    await expect(asked).rejects.toBeInstanceOf(PassingFault);
  });

  test('503 is tried again on another connection', async () => {
    addMadeUp(world.graph, 2, 0);
    world.graph.behave(faults('list', { status: 503, code: 'ServiceUnavailable' }));
    await world.run();
    const [first, second] = world.graph.asked().filter(({ place }) => place === 'list');
    expect(second?.port).not.toBe(first?.port);
  });
});

describe('links that were stored while Graph was elsewhere (SWITCHBOOK_GRAPH_URL)', () => {
  const elsewhere = 'http://127.0.0.1:9/v1.0/contacts';

  test('are not followed, from the run before: the list is read, and no token goes there', async () => {
    await settled();
    const feeds = { contacts: { link: `${elsewhere}/delta?$deltatoken=a`, obtainedAt: Date.now() } };
    world.directory.cursor = { ...world.directory.cursor, feeds };
    expect(await world.run()).toMatchObject({ mode: 'full', changed: 1 });
    expect(world.waits).toEqual([]);
    expectExact();
  });

  test('are not followed in the middle of a list either: it is begun anew', async () => {
    addMadeUp(world.graph, 30, 0);
    world.graph.behave({ pageSize: 10 });
    const settings = world.settings();
    const start = { settings, mode: 'full', cursor: null, first: true, feedback: null } as const;
    const first = await microsoft365.readPage(start, world.io);
    expect(first.contacts).toHaveLength(10);
    const cursor = { ...first.cursor, link: `${elsewhere}?$skiptoken=a` };
    const request = { settings, mode: 'full', cursor, first: false, feedback: null } as const;
    const again = await microsoft365.readPage(request, world.io);
    expect(again.contacts).toEqual(first.contacts);
    expect(world.waits).toEqual([]);
  });
});

describe('throttling', () => {
  test.each([
    ['7', 7_000],
    ['0.249', 1_000],
    ['2.128', 2_128],
    ['315', 315_000],
    ['Sun, 22 Nov 2026 10:00:09 GMT', 9_000],
  ])('Retry-After: %s is waited for, and not a moment less', async (header, expected) => {
    addMadeUp(world.graph, 2, 0);
    world.graph.behave(
      faults('list', {
        status: 429,
        code: 'TooManyRequests',
        headers: { 'Retry-After': header, Date: 'Sun, 22 Nov 2026 10:00:00 GMT' },
      }),
    );
    await world.run();
    expect(world.waits).toEqual([expected]);
  });

  test.each(['garbage', '-3', ''])(
    'Retry-After: "%s" says nothing: it waits by itself, longer each time',
    async (header) => {
      addMadeUp(world.graph, 2, 0);
      world.graph.behave(faults('list', { status: 429, headers: { 'Retry-After': header } }, 4));
      await world.run();
      expect(world.waits).toEqual([500, 1_000, 2_000, 4_000]);
    },
  );

  test('a wait of more than 15 minutes ends the run, which is due again after it', async () => {
    world.graph.behave(faults('list', { status: 429, headers: { 'Retry-After': '1200' } }));
    const failed = await failure(world.run());
    expect(failed).toMatchObject({ code: 'throttled', retryAfterMs: 1_200_000 });
    expect(failed.message).toContain('20 minutes');
    expect(world.waits).toEqual([]);
  });

  test('a code of throttling counts whatever its status, and requests say that they can wait', async () => {
    addMadeUp(world.graph, 2, 0);
    world.graph.behave(
      faults('list', { status: 403, code: 'activityLimitReached', headers: { 'Retry-After': '3' } }),
    );
    await world.run();
    expect(world.waits).toEqual([3_000]);
    const request = world.graph.asked().find(({ place }) => place === 'list');
    expect(request?.headers['x-ms-throttle-priority']).toBe('low');
    expect(request?.headers['client-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('when the quota is almost used, it goes slower', async () => {
    addMadeUp(world.graph, 2, 0);
    world.graph.behave({ throttlePercentage: 1.1 });
    await world.run();
    expect(world.waits[0]).toBe(2_200);
  });
});

describe('permissions and tokens', () => {
  test('consent is missing and then granted: no restart, no waiting for the old token to expire', async () => {
    addMadeUp(world.graph, 2, 0);
    world.graph.behave({ roles: [] });
    const failed = await failure(world.run());
    expect(failed.code).toBe('permission-missing');
    expect(failed.message).toContain('no application permission at all');
    expect(failed.message).toContain('add the application permission OrgContact.Read.All');
    expect(failed.message).toContain('Grant admin consent');
    expect(failed.message).toMatch(/request ID [0-9a-f-]{36}/);
    world.graph.behave({ roles: ['OrgContact.Read.All'] });
    expect(await world.run()).toMatchObject({ received: 2 });
  });

  test('users are wanted without their permission: it is named', async () => {
    const failed = await failure(world.run('full', { includeUsers: true }));
    expect(failed.code).toBe('permission-missing');
    expect(failed.message).toContain('may not read users');
    expect(failed.message).toContain('User.Read.All');
    expect(failed.message).toContain('At the moment it has: OrgContact.Read.All');
  });

  test('a policy of the company blocks the application', async () => {
    world.graph.behave(faults('list', { status: 403, code: 'insufficient_claims' }, 2));
    expect((await failure(world.run())).message).toContain('Conditional Access');
  });

  test('a token that stopped being valid is replaced once, in the middle of a run', async () => {
    addMadeUp(world.graph, 2500, 0);
    let lists = 0;
    world.graph.onAsk(({ place }) => {
      lists += place === 'list' ? 1 : 0;
      if (place === 'list' && lists === 2) world.graph.revokeTokens();
    });
    await world.run();
    expectExact();
  });

  test('a token that is refused although it is new: the clock or the cloud is wrong', async () => {
    world.graph.behave(faults('list', { status: 401, code: 'InvalidAuthenticationToken' }, 2));
    const failed = await failure(world.run());
    expect(failed.code).toBe('credentials-refused');
    expect(failed.message).toContain('clock');
  });
});
