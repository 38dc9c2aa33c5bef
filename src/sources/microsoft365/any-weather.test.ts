import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Behaviour, FaultAnswer } from '../../../test/fakes/graph/behaviour.ts';
import { goodBehaviour } from '../../../test/fakes/graph/behaviour.ts';
import { addMadeUp } from '../../../test/fakes/graph/control.ts';
import { createTestWorld } from '../../../test/fakes/graph/test-world.ts';
import { SourceFailure } from '../source.ts';

// Any mixture of what Microsoft may do wrong, with a company that changes between and during the runs.

const answers: readonly FaultAnswer[] = [
  { status: 500, code: 'InternalServerError' },
  { status: 503, code: 'ServiceUnavailable', headers: { 'retry-after': '2' } },
  { status: 429, code: 'TooManyRequests', headers: { 'retry-after': '1200' } },
  { status: 400, code: 'Directory_ExpiredPageToken' },
  { status: 404, code: 'UnknownError' },
  { status: 410, code: 'resyncRequired' },
  { drop: 'before' },
  { html: true },
  { noValue: true },
  { nextLink: 'https://elsewhere.example/v1.0/contacts?$skiptoken=a' },
];
const fault = fc.record({
  on: fc.constantFrom('list' as const, 'delta' as const, 'item' as const, 'batch' as const, 'token' as const),
  after: fc.nat(4),
  times: fc.integer({ min: 1, max: 3 }),
  answer: fc.constantFrom(...answers),
});
const weather: fc.Arbitrary<Partial<Behaviour>> = fc.record({
  deltaOmits: fc.constantFrom<string[]>([], [], ['phones']),
  deltaBlindTo: fc.constantFrom<string[]>([], [], ['phones']),
  deltaBlanks: fc.constantFrom<string[]>([], [], ['phones']),
  deltaPatches: fc.boolean(),
  emptyDeltaPages: fc.nat(2),
  replay: fc.boolean(),
  duplicates: fc.boolean(),
  latestUnsupported: fc.boolean(),
  removedWithoutReason: fc.boolean(),
  offsetPaging: fc.boolean(),
  pageSize: fc.constantFrom(7, 13, 999),
  deltaPageSize: fc.constantFrom(3, 200),
  faults: fc.array(fault, { maxLength: 3 }),
});
const day = fc.record({
  weather,
  change: fc.array(fc.nat(60), { maxLength: 8 }),
  remove: fc.array(fc.nat(60), { maxLength: 4 }),
  add: fc.nat(3),
  duringRequest: fc.nat(6),
  full: fc.boolean(),
  forget: fc.boolean(),
});

test('in any weather no run removes a contact that is there, and one calm day makes the directory exact', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(day, { minLength: 1, maxLength: 6 }), async (days) => {
      const world = await createTestWorld();
      const { contacts } = world.graph;
      addMadeUp(world.graph, 40, 0);
      let edits = 0;
      for (const { weather: today, change, remove, add, duringRequest, full, forget } of days) {
        world.graph.behave({ ...goodBehaviour(), ...today });
        if (forget) world.graph.forgetDeltaLinks();
        let requests = 0;
        world.graph.onAsk(() => {
          requests += 1;
          if (requests !== duringRequest + 1) return;
          for (const n of change) {
            edits += 1;
            const there = contacts.all()[n];
            if (there)
              contacts.change(there.id, { phones: [{ type: 'mobile', number: `+1 202 555 ${edits}` }] });
          }
          for (const n of remove) contacts.remove(contacts.all()[n]?.id ?? '');
          addMadeUp(world.graph, add, 0);
        });
        await world.run(full ? 'full' : 'delta').then(
          ({ removed }) => expect(removed.filter((id) => contacts.get(id) !== undefined)).toEqual([]),
          (error: unknown) => expect(error).toBeInstanceOf(SourceFailure),
        );
      }
      world.graph.onAsk(() => {});
      world.graph.behave(goodBehaviour());
      await world.run();
      await world.run('full');
      await world.graph.stop();
      expect([...world.directory.contacts.keys()].sort()).toEqual(
        contacts
          .all()
          .map(({ id }) => id)
          .sort(),
      );
      for (const { id, phones } of contacts.all()) {
        const given = (phones as { number: string | null }[]).flatMap(({ number }) => number ?? []);
        const ours = world.directory.contacts.get(id)?.phones.map(({ number }) => number);
        expect(new Set(ours)).toEqual(new Set(given));
      }
    }),
    { numRuns: 40 },
  );
}, 120_000);
