import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Held, holdNothing, readRun, testIo } from '../../../test/contracts/read-run.ts';
import {
  type FakeCustomService,
  send,
  startCustomService,
  wire,
} from '../../../test/fakes/custom-source/start-custom-service.ts';
import type { SourcePage } from '../source.ts';
import { custom } from './custom.ts';

// Against the published server's habits: rows move under the pages, and deletions are forgotten once read.

let service: FakeCustomService;
let held: Held;
beforeEach(async () => {
  service = await startCustomService();
  held = holdNothing();
  service.clockAheadMs = -3_600_000;
  for (let n = 1; n <= 1_200; n += 1) service.put(wire(String(n)));
  service.clockAheadMs = 0;
});
afterEach(() => service.stop());

const run = (afterPage?: (page: SourcePage, number: number) => void, mode?: 'full' | 'delta') =>
  readRun(custom, held, {
    settings: custom.settings.parse({
      url: service.url,
      clientId: service.clientId,
      clientSecret: service.clientSecret,
    }),
    io: testIo(),
    ...(afterPage && { afterPage }),
    ...(mode && { mode }),
  });
const upstream = () => service.rows.map(({ contact }) => String(contact.id)).sort();
const ours = () => [...held.contacts.keys()].sort();
const calls = (call: string) => service.asked.filter((asked) => asked.call === call).length;

test('a quiet list is exact after one pass, and the next run is a delta', async () => {
  const read = await run();
  expect(ours()).toEqual(upstream());
  expect(read.end).toEqual({ sweepUnseenSincePass: 1, nextRunFull: false });
  expect(calls('/contacts')).toBe(2);
  expect(calls('/contacts/delta')).toBe(1);
});

test('a row deleted while the list is read, which makes another one be missed', async () => {
  const read = await run((_page, number) => {
    if (number === 1) service.remove('7');
  });
  expect(ours()).toEqual(upstream());
  expect(read.end.sweepUnseenSincePass).toBe(2);
});

test('a row inserted in front, which makes another one come twice', async () => {
  const read = await run((_page, number) => {
    if (number === 1) service.put(wire('new'), 'front');
  });
  expect(ours()).toEqual(upstream());
  expect(read.end.sweepUnseenSincePass).toBe(2);
});

test('rows that move without anything being said about it', async () => {
  await run((_page, number) => {
    if (number === 1) service.rows.reverse();
  });
  expect(ours()).toEqual(upstream());
});

test('a list that never comes to rest loses only what two passes missed, and is read anew next time', async () => {
  await run();
  held.nextRunFull = true;
  service.remove('100');
  service.deleted.length = 0;
  let n = 0;
  const read = await run(() => {
    n += 1;
    service.put(wire(`restless ${n}`), 'front');
  });
  expect(read.end).toEqual({ sweepUnseenSincePass: 2, nextRunFull: true });
  expect(read.removed).toEqual(['100']);
});

test('changes and deletions come with a delta; repeats of the boundary second change nothing', async () => {
  await run();
  service.put(wire('5', { company: 'Changed' }));
  service.put(wire('new'));
  service.remove('6');
  const read = await run();
  expect(read.changed).toBe(2);
  expect(read.removed).toEqual(['6']);
  expect(ours()).toEqual(upstream());
  expect((await run()).changed).toBe(0);
  expect(calls('/contacts')).toBe(2);
});

test('a contact that was deleted and made again stays, and the next run is full', async () => {
  await run();
  service.remove('6');
  service.put(wire('6', { company: 'Again' }));
  const read = await run();
  expect(read.removed).toEqual([]);
  expect(held.contacts.get('6')).toContain('Again');
  expect(held.nextRunFull).toBe(true);
});

test('a deletion between two pages of a delta is found by the full run that follows', async () => {
  await run();
  for (let n = 1; n <= 1_200; n += 1) service.put(wire(`more ${n}`));
  for (let n = 1; n <= 1_100; n += 1) service.put(wire(`and ${n}`));
  const read = await run((_page, number) => {
    if (number === 1) service.remove('8');
  });
  expect(read.end.nextRunFull).toBe(true);
  await run();
  expect(ours()).toEqual(upstream());
});

test('a delta page that had to be asked for twice makes the next run full', async () => {
  await run();
  service.remove('9');
  let broken = false;
  service.misbehave = async (response, { call }) => {
    if (call !== '/contacts/delta' || broken) return false;
    broken = true;
    // The list was read, and the answer lost.
    service.deleted.length = 0;
    response.writeHead(200, { 'content-length': 500 });
    response.write('{');
    setTimeout(() => response.destroy(), 10);
    return true;
  };
  const read = await run();
  expect(read.removed).toEqual([]);
  expect(read.end.nextRunFull).toBe(true);
  await run();
  expect(ours()).toEqual(upstream());
});

test.each([-3_600_000, 3_600_000])(
  'a clock that is %i ms off: its own time is what it is asked for',
  async (ahead) => {
    service.clockAheadMs = ahead;
    await run();
    service.put(wire('5', { company: 'Changed' }));
    expect((await run()).changed).toBe(1);
    const { timestamp } = service.asked.at(-1) ?? { timestamp: 0 };
    expect(Math.abs(timestamp - (Date.now() + ahead) / 1000)).toBeLessThan(30);
  },
);

test('without a Date header our own clock is used, less five minutes', async () => {
  service.clockAheadMs = null;
  await run();
  await run();
  const { timestamp } = service.asked.at(-1) ?? { timestamp: 0 };
  expect(Date.now() / 1000 - timestamp).toBeGreaterThanOrEqual(300);
  expect(Date.now() / 1000 - timestamp).toBeLessThan(330);
});

test('a clock that was set back asks for a full run instead of missing changes', async () => {
  service.clockAheadMs = 3_600_000;
  await run();
  service.clockAheadMs = 0;
  await expect(run()).rejects.toMatchObject({ code: 'cursor-expired' });
});

test('a connection test never reads the list of deletions', async () => {
  service.remove('6');
  const settings = { url: service.url, clientId: service.clientId, clientSecret: service.clientSecret };
  const { sample } = await custom.checkConnection(custom.settings.parse(settings), testIo());
  expect(sample).toHaveLength(3);
  expect(calls('/contacts/delta')).toBe(0);
});

test('a path in the URL stays in front of the contract', async () => {
  const settings = {
    url: `${service.url}/crm/`,
    clientId: service.clientId,
    clientSecret: service.clientSecret,
  };
  await readRun(custom, held, { settings: custom.settings.parse(settings), io: testIo() });
  expect(service.asked.every(({ url }) => url.startsWith('/crm/'))).toBe(true);
});

test('rows that cannot be used are issues, and absence does not remove what they were', async () => {
  await run();
  service.put(wire('5', { first_name: ' ', last_name: '' }));
  service.put(wire('6', { phones: 'none' }));
  held.nextRunFull = true;
  const read = await run();
  expect(read.removed).toEqual([]);
  expect(read.issues.map(({ externalId }) => externalId)).toEqual(expect.arrayContaining(['5', '6']));
});

test('ids beyond what a JavaScript number can hold keep every digit', async () => {
  service.misbehave = (response, { call }) => {
    if (call !== '/contacts') return false;
    send(
      response,
      200,
      '{"contacts":[{"id":9007199254740993,"first_name":"A","last_name":""},{"id":42,"first_name":"B","last_name":""}],"has_more":false}',
    );
    return true;
  };
  await run();
  expect(ours()).toEqual(['42', '9007199254740993']);
});
