import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase } from '../../test/database.ts';
import { scriptedSource } from '../../test/scripted-source.ts';
import { createSource, createTenant, quiet, testSecrets } from '../../test/sync-fixture.ts';
import { system } from '../access/audit.ts';
import { deleteContact } from '../directory/delete-contact.ts';
import { editContact } from '../directory/edit-contact.ts';
import { restoreContact } from '../directory/restore-contact.ts';
import { applyHeldRun } from '../directory/runs/apply-held-run.ts';
import { discardHeldRun } from '../directory/runs/discard-held-run.ts';
import { eraseSource } from '../directory/runs/erase-source.ts';
import { getRun } from '../directory/runs/get-run.ts';
import { requestRun } from '../directory/runs/request-run.ts';
import { useSource as takeSourceValue } from '../directory/use-source.ts';
import { type ContactFields, emptyContact } from '../domain/contact.ts';
import { newId, type SourceId } from '../domain/ids.ts';
import { mergeContact, type Overrides } from '../domain/merge-contact.ts';
import { claimRuns } from './claim-runs.ts';
import type { Engine } from './engine.ts';
import { runSource } from './run-source.ts';

// Whatever order source changes, runs, crashes, repeated pages and people's acts come in: what readers see is what
// this model of a few lines says.

let connection: Awaited<ReturnType<typeof createTestDatabase>>;
beforeAll(async () => {
  connection = await createTestDatabase();
});
afterAll(() => connection.drop());

const id = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g');
const word = fc.constantFrom('', 'one', 'two', 'three');
const act = fc.oneof(
  fc.record({ act: fc.constant('edit' as const), id, company: fc.option(word), notes: fc.option(word) }),
  fc.record({ act: fc.constant('hide' as const), id }),
  fc.record({ act: fc.constant('restore' as const), id }),
  fc.record({ act: fc.constant('useSource' as const), id, field: fc.constantFrom('company', 'notes') }),
);
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('put' as const), id, company: word, notes: word }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('remove' as const), id }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('act' as const), act }) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('run' as const),
      full: fc.boolean(),
      pageSize: fc.integer({ min: 1, max: 4 }),
      readAhead: fc.boolean(),
      repeats: fc.boolean(),
      crashAtPage: fc.option(fc.integer({ min: 1, max: 4 })),
      meanwhile: fc.array(act, { maxLength: 3 }),
      apply: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('erase' as const) }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

interface Modelled {
  fields: ContactFields;
  live: boolean;
  hidden: boolean;
  overrides: Record<string, unknown>;
}

async function play(steps: readonly Step[]): Promise<void> {
  const { db } = connection;
  const { source, upstream } = scriptedSource();
  const engine: Engine = {
    db,
    pool: connection.pool,
    secrets: testSecrets,
    io: { now: () => new Date(), random: Math.random, networks: 'any' },
    instanceId: newId(),
    log: quiet,
    sources: [source] as Engine['sources'],
  };
  const tenantId = await createTenant(connection);
  const viewer = { tenantId, personId: null };
  let sourceId = await createSource(connection, tenantId);
  const model = new Map<string, Modelled>();

  // Of a contact that changed upstream, a run that was cut off may have stored the change or not.
  const isAtRest = (key: string, known: Modelled) =>
    (upstream.contacts.get(key) ?? known.fields) === known.fields;

  async function doAct(given: Act): Promise<void> {
    const known = model.get(given.id);
    const row = await db
      .selectFrom('source_contact')
      .select('contact_id')
      .where('tenant_id', '=', tenantId)
      .where('external_id', '=', given.id)
      .executeTakeFirst();
    if (!known?.live || !row) return;
    if (given.act === 'hide') {
      await deleteContact(db, viewer, system, row.contact_id);
      known.hidden = true;
    } else if (given.act === 'restore') {
      await restoreContact(db, viewer, system, row.contact_id);
      if (known.hidden) known.overrides = {};
      known.hidden = false;
    } else if (given.act === 'useSource') {
      await takeSourceValue(db, viewer, system, row.contact_id, [given.field]);
      delete known.overrides[given.field];
    } else if (!known.hidden && isAtRest(given.id, known)) {
      const patch = { company: given.company, notes: given.notes };
      await editContact(db, viewer, system, row.contact_id, patch);
      const now = mergeContact(known.fields, known.overrides as Overrides).fields;
      for (const field of ['company', 'notes'] as const) {
        if ((patch[field] ?? '') !== now[field]) known.overrides[field] = patch[field];
      }
    }
  }

  async function doRun(given: Extract<Step, { do: 'run' }>): Promise<void> {
    upstream.pageSize = given.pageSize;
    upstream.readAhead = given.readAhead;
    const before = [...model.values()].filter(({ live }) => live).length;
    const runId = await requestRun(db, tenantId, sourceId, {
      trigger: 'manual',
      ...(given.full ? { mode: 'full' } : {}),
    });
    const abort = new AbortController();
    let pages = 0;
    const earlier: { externalId: string; fields: ContactFields }[] = [];
    upstream.onPage = (page) => {
      const repeated = given.repeats ? [...earlier] : [];
      earlier.push(...page.contacts);
      return { ...page, contacts: [...repeated, ...page.contacts] };
    };
    // A process that dies while it waits for a page: nobody tells the database.
    upstream.beforePage = () => {
      pages += 1;
      if (pages === given.crashAtPage) abort.abort('lost');
    };
    await work(engine, abort.signal);
    if (abort.signal.aborted) {
      for (const meanwhile of given.meanwhile) await doAct(meanwhile);
      await sql`update sync_run set claimed_until = now() - interval '1 minute' where state = 'running'`.execute(
        db,
      );
      await work(engine, new AbortController().signal);
    }

    const run = await getRun(db, tenantId, runId);
    const gone = [...model].filter(([key, { live }]) => live && !upstream.contacts.has(key));
    for (const [key, fields] of upstream.contacts) {
      const known = model.get(key) ?? { hidden: false, overrides: {}, live: true, fields };
      model.set(key, { ...known, live: true, fields });
    }
    const held = gone.length > 0 && gone.length >= before;
    expect(run.state).toBe(held ? 'held' : 'succeeded');
    expect(run.received).toBe(run.added + run.updated + run.unchanged);
    if (held && given.apply) await applyHeldRun(db, tenantId, system, runId);
    if (held && !given.apply) await discardHeldRun(db, tenantId, system, runId);
    if (held && !given.apply) return;
    for (const [, known] of gone) known.live = false;
  }

  for (const given of steps) {
    if (given.do === 'put') upstream.put(given.id, { company: given.company, notes: given.notes });
    if (given.do === 'remove') upstream.remove(given.id);
    if (given.do === 'act') await doAct(given.act);
    if (given.do === 'run') await doRun(given);
    if (given.do === 'erase') {
      const live = [...model.values()].filter((known) => known.live).length;
      expect((await eraseSource(db, tenantId, system, sourceId)).contacts).toBe(live);
      sourceId = (await createSource(connection, tenantId)) as SourceId;
      model.clear();
    }
    await expectPublished(tenantId, model);
  }
}

async function work(engine: Engine, signal: AbortSignal): Promise<void> {
  for (const run of await claimRuns(engine, 1)) {
    await runSource(engine, run, { signal, mayTryAgain: () => false });
  }
}

async function expectPublished(tenantId: string, model: ReadonlyMap<string, Modelled>): Promise<void> {
  const rows = await connection.db
    .selectFrom('contact')
    .select(['first_name', 'company', 'notes', 'edited'])
    .where('tenant_id', '=', tenantId)
    .orderBy('first_name')
    .execute();
  const expected = [...model]
    .filter(([, { live, hidden }]) => live && !hidden)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, { fields, overrides }]) => {
      const merged = mergeContact({ ...emptyContact, ...fields }, overrides as Overrides);
      const { company, notes } = merged.fields;
      return { first_name: key, company, notes, edited: merged.edited };
    });
  expect(rows).toEqual(expected);
}

test('any interleaving of source changes, edits, runs, crashes and repeats publishes the same as a simple model', async () => {
  const steps = fc.array(step, { minLength: 5, maxLength: 25 });
  await fc.assert(fc.asyncProperty(steps, play), { numRuns: Number(process.env.PROPERTY_RUNS ?? 40) });
}, 120_000);
