import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase } from '../../test/database.ts';
import { scriptedSource, type Upstream } from '../../test/scripted-source.ts';
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
import { newId, type RunId, type SourceId } from '../domain/ids.ts';
import { mergeContact, type Overrides } from '../domain/merge-contact.ts';
import { type ReadRequest, SourceFailure, type SourcePage } from '../sources/source.ts';
import { claimRuns } from './claim-runs.ts';
import type { Engine } from './engine.ts';
import { housekeep } from './housekeep.ts';
import { runSource } from './run-source.ts';

// Whatever order source changes, runs, crashes, repeated pages and people's acts come in: what readers see is what
// this model of a few lines says.

let connection: Awaited<ReturnType<typeof createTestDatabase>>;
beforeAll(async () => {
  connection = await createTestDatabase();
});
afterAll(() => connection.drop());

const id = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g');
const word = fc.constantFrom('', 'one', 'two');
const act = fc.oneof(
  fc.record({ act: fc.constant('edit' as const), id, company: fc.option(word), notes: fc.option(word) }),
  fc.record({ act: fc.constant('hide' as const), id }),
  fc.record({ act: fc.constant('restore' as const), id }),
  fc.record({ act: fc.constant('useSource' as const), id, field: fc.constantFrom('company', 'notes') }),
);
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;
const silent = fc.record({ id, company: fc.option(word), notes: word });
const trouble = fc.record({
  // A process dies, or the source fails, when this page is asked for.
  kind: fc.constantFrom('crash' as const, 'failure' as const),
  atPage: fc.integer({ min: 1, max: 5 }),
});
/** Everything is silently as it was at the beginning of the last full run that ended well. */
const takeBack = { do: 'takeBack' as const };
const change = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('put' as const), id, company: word, notes: word }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('remove' as const), id }) },
  // What no list of changes names: another value, or that it is gone.
  { weight: 3, arbitrary: fc.record({ do: fc.constant('silently' as const), change: silent }) },
);
const run = fc.record({
  do: fc.constant('run' as const),
  full: fc.boolean(),
  pageSize: fc.integer({ min: 1, max: 4 }),
  passes: fc.constantFrom(1, 1, 2, 3),
  readAhead: fc.boolean(),
  repeats: fc.constantFrom('nothing' as const, 'nothing' as const, 'as it was' as const, 'as it is' as const),
  trouble: fc.option(trouble),
  meanwhile: fc.array(act, { maxLength: 3 }),
  /** While a full run reads: before which page. */
  moves: fc.array(
    fc.record({ page: fc.integer({ min: 1, max: 6 }), change: fc.oneof(silent, fc.constant(takeBack)) }),
    { maxLength: 3 },
  ),
  decision: fc.constantFrom('apply' as const, 'discard' as const, 'later' as const),
});
const step = fc.oneof(
  { weight: 9, arbitrary: change },
  { weight: 1, arbitrary: fc.constant(takeBack) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('break' as const), id }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('act' as const), act }) },
  { weight: 6, arbitrary: run },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('decide' as const), apply: fc.boolean() }) },
  { weight: 1, arbitrary: fc.constant({ do: 'purge' as const }) },
  { weight: 1, arbitrary: fc.constant({ do: 'erase' as const }) },
);
/** Pages are remembered, anything happens to the contacts, and the source says the same as before. */
const thereAndBack = fc
  .record({ changes: fc.array(change, { maxLength: 3 }), run, pageSize: fc.constantFrom(1, 2) })
  .map(({ changes, run, pageSize }): Step[] => {
    const quiet = { passes: 1 as const, repeats: 'nothing' as const, trouble: null, moves: [] };
    const again: Step = { ...run, ...quiet, full: true, pageSize };
    return [again, ...changes, { ...run, pageSize }, takeBack, again];
  });
type Silent = typeof silent extends fc.Arbitrary<infer T> ? T : never;
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
  /** What the list of changes names since the last run that read all of it. */
  const named = new Set<string>();
  let hasMoved = false;
  let atLastFull: ReadonlyMap<string, ContactFields> = new Map();
  let held: { readonly runId: RunId; readonly gone: readonly string[] } | null = null;

  function changeSilently(change: Silent | typeof takeBack): void {
    if ('do' in change) {
      upstream.contacts.clear();
      for (const [key, fields] of atLastFull) upstream.contacts.set(key, fields);
      return;
    }
    const { company, notes } = change;
    if (company === null) upstream.contacts.delete(change.id);
    else upstream.contacts.set(change.id, { ...emptyContact, firstName: change.id, company, notes });
  }

  // Of a contact that changed upstream, a run that was cut off may have stored the change or not.
  const isAtRest = (key: string, known: Modelled) =>
    !hasMoved && (upstream.contacts.get(key) ?? known.fields) === known.fields;

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
    upstream.passes = given.passes;
    upstream.readAhead = given.readAhead;
    const before = [...model.values()].filter(({ live }) => live).length;
    const runId = await requestRun(db, tenantId, sourceId, {
      trigger: 'manual',
      ...(given.full ? { mode: 'full' } : {}),
    });
    const isFull = (await getRun(db, tenantId, runId)).mode === 'full';
    const was = new Map(upstream.contacts);
    const abort = new AbortController();
    const log = readingLog(upstream, given.repeats);
    let pages = 0;
    hasMoved = false;
    upstream.beforePage = (request) => {
      pages += 1;
      log.resumeAt(request);
      for (const { page, change } of isFull ? given.moves : []) {
        if (page !== pages) continue;
        changeSilently(change);
        hasMoved = true;
      }
      if (pages !== given.trouble?.atPage) return;
      if (given.trouble.kind === 'failure') throw new SourceFailure('unreachable', 'The source is away.');
      // Nobody tells the database.
      abort.abort('lost');
      log.cutOff();
    };
    await work(engine, abort.signal);
    if (abort.signal.aborted) {
      for (const meanwhile of given.meanwhile) await doAct(meanwhile);
      await sql`update sync_run set claimed_until = now() - interval '1 minute' where state = 'running'`.execute(
        db,
      );
      await work(engine, new AbortController().signal);
    }
    hasMoved = false;

    const run = await getRun(db, tenantId, runId);
    expect(run.received).toBe(run.added + run.updated + run.unchanged);
    const { contacts, unusable, seen } = log.read();
    expect(run.received).toBe(contacts.size);
    expect(run.added).toBe([...contacts.keys()].filter((key) => !model.get(key)?.live).length);
    expect(run.issueCount).toBe(unusable.size);
    for (const [key, fields] of contacts) {
      const known = model.get(key) ?? { hidden: false, overrides: {} };
      model.set(key, { ...known, live: true, fields });
    }
    if (given.trouble?.kind === 'failure' && pages >= given.trouble.atPage) {
      expect(run.state).toBe('failed');
      return;
    }
    const gone = [...model].flatMap(([key, { live }]) =>
      live && (run.mode === 'full' ? !seen.has(key) : named.has(key) && !upstream.contacts.has(key))
        ? [key]
        : [],
    );
    const isHeld = before > 0 && gone.length > 0 && gone.length >= before;
    expect(run.state).toBe(isHeld ? 'held' : 'succeeded');
    named.clear();
    if (run.mode === 'full') atLastFull = was;
    held = isHeld ? { runId, gone } : null;
    if (!isHeld) for (const key of gone) model.get(key)!.live = false;
    else if (given.decision !== 'later') await decide(given.decision === 'apply');
  }

  async function decide(apply: boolean): Promise<void> {
    if (held === null) return;
    await (apply ? applyHeldRun : discardHeldRun)(db, tenantId, system, held.runId);
    if (apply) for (const key of held.gone) model.get(key)!.live = false;
    held = null;
  }

  async function purge(): Promise<void> {
    await sql`
      update source_contact set removed_at = removed_at - interval '31 days' where tenant_id = ${tenantId}`.execute(
      db,
    );
    await housekeep(engine);
    for (const [key, { live }] of model) if (!live) model.delete(key);
  }

  for (const given of steps) {
    const isNamed = given.do === 'put' || (given.do === 'remove' && upstream.contacts.has(given.id));
    if (isNamed) named.add(given.id);
    if (given.do === 'put') upstream.put(given.id, { company: given.company, notes: given.notes });
    if (given.do === 'remove') upstream.remove(given.id);
    if (given.do === 'silently') changeSilently(given.change);
    if (given.do === 'takeBack') changeSilently(given);
    if (given.do === 'break' && !upstream.broken.delete(given.id)) upstream.broken.add(given.id);
    if (given.do === 'act') await doAct(given.act);
    if (given.do === 'run') await doRun(given);
    if (given.do === 'decide') await decide(given.apply);
    if (given.do === 'purge') await purge();
    if (given.do === 'erase') {
      const live = [...model.values()].filter((known) => known.live).length;
      expect((await eraseSource(db, tenantId, system, sourceId)).contacts).toBe(live);
      sourceId = (await createSource(connection, tenantId)) as SourceId;
      model.clear();
      held = null;
    }
    await expectPublished(tenantId, model);
  }
}

interface Read {
  /** What was said of each contact last. */
  readonly contacts: Map<string, ContactFields>;
  /** In the last reading of the list, the rows that cannot be used among them. */
  seen: Set<string>;
  pass: number;
  /** Rows that cannot be used: each once, though a later reading names it again. */
  readonly unusable: Set<string>;
}

/** Takes down what a run is given, as the store should have it. `repeats`: what pages say again of contacts of earlier pages. */
function readingLog(upstream: Upstream, repeats: Extract<Step, { do: 'run' }>['repeats']) {
  const nothing: Read = { contacts: new Map(), seen: new Set(), pass: 1, unusable: new Set() };
  let isCutOff = false;
  const afterPage = new Map<string, Read>();
  const copy = ({ contacts, seen, pass, unusable }: Read): Read => ({
    pass,
    contacts: new Map(contacts),
    seen: new Set(seen),
    unusable: new Set(unusable),
  });
  let now = copy(nothing);
  const withEarlier = (contacts: SourcePage['contacts']) => {
    if (repeats === 'nothing') return contacts;
    const earlier = [...now.contacts].map(([externalId, fields]) => ({
      externalId,
      fields: (repeats === 'as it is' && upstream.contacts.get(externalId)) || fields,
    }));
    return [...earlier, ...contacts];
  };
  upstream.list = withEarlier;
  upstream.onPage = (given, { mode }) => {
    const page = mode === 'delta' ? { ...given, contacts: withEarlier(given.contacts) } : given;
    const said = page.unread?.() ?? page;
    if (said.pass !== now.pass) now.seen = new Set();
    now.pass = said.pass;
    for (const { externalId, fields } of said.contacts) now.contacts.set(externalId, fields);
    for (const { externalId } of said.contacts) now.seen.add(externalId);
    for (const key of said.keep ?? []) now.seen.add(key);
    for (const { externalId } of said.issues) now.unusable.add(externalId ?? '');
    afterPage.set(JSON.stringify(said.cursor), copy(now));
    return page;
  };
  return {
    read: () => now,
    cutOff() {
      isCutOff = true;
    },
    /** What was read and not stored is read again. */
    resumeAt({ cursor, first }: ReadRequest<unknown>) {
      if (!isCutOff) return;
      isCutOff = false;
      const stored = first ? undefined : afterPage.get(JSON.stringify(cursor));
      now = copy(stored ?? nothing);
    },
  };
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
  const some = fc.oneof(
    { weight: 6, arbitrary: step.map((one) => [one]) },
    { weight: 1, arbitrary: thereAndBack },
  );
  const steps = fc.array(some, { minLength: 5, maxLength: 20 }).map((all) => all.flat());
  await fc.assert(fc.asyncProperty(steps, play), { numRuns: Number(process.env.PROPERTY_RUNS ?? 40) });
}, 600_000);
