import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { contactFields } from '../../src/domain/contact.ts';
import { type Source, SourceFailure, type SourceIo, type SourcePage } from '../../src/sources/source.ts';
import { holdNothing, readRun, testIo } from './read-run.ts';

/** A far side that a contract test can change. */
export interface SourceWorld {
  /** As an administrator enters them. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** The same with a secret that is not the right one. */
  readonly wrongSettings: Readonly<Record<string, unknown>>;
  /** Texts that no message may hold. */
  readonly secrets: readonly string[];
  /** What the source needs of the world beside the usual. */
  readonly io?: Partial<SourceIo>;
  /** Adds a person, or changes the one of that name. The id is the far side's business. */
  readonly put: (name: string, company: string) => void | Promise<void>;
  readonly remove: (name: string) => void | Promise<void>;
  /** Nobody answers any more. */
  readonly stop: () => Promise<void>;
}

/**
 * What every source promises (src/sources/source.ts). `start` opens a far side with `count` people whose first names
 * are `Person 1`, `Person 2`, …
 */
export function sourceContract<S>(source: Source<S>, start: (count: number) => Promise<SourceWorld>): void {
  describe(`${source.title} keeps the contract of a source`, () => {
    let world: SourceWorld;
    const settings = () => source.settings.parse(world.settings);
    const io = (change: Partial<SourceIo> = {}) => testIo({ ...world.io, ...change });
    beforeEach(async () => {
      world = await start(12);
    });
    afterEach(() => world.stop());

    test('settings that were stored are settings again', () => {
      expect(source.settings.parse(JSON.parse(JSON.stringify(settings())))).toEqual(settings());
      expect(source.isOtherUpstream(settings(), settings())).toBe(false);
      for (const name of source.secrets) expect(typeof name).toBe('string');
    });

    test('settings that make no sense are refused in words', () => {
      const empty = source.settings.safeParse({});
      expect(empty.success).toBe(false);
      for (const issue of empty.error?.issues ?? []) expect(issue.message).toMatch(/^[A-Z].*[.:]?/);
      expect(source.settings.safeParse({ ...world.settings, nonsense: 1 }).success).toBe(false);
      expect(source.settings.safeParse(null).success).toBe(false);
    });

    test('usable settings pass their check', async () => {
      await expect(source.checkSettings(settings(), io())).resolves.toBeUndefined();
    });

    test('a connection test shows at most three contacts', async () => {
      const { message, sample } = await source.checkConnection(settings(), io());
      expect(message).toMatch(/\w/);
      expect(sample.length).toBeGreaterThan(0);
      expect(sample.length).toBeLessThanOrEqual(3);
    });

    test('a full run brings every contact whole, and proves what is absent', async () => {
      const held = holdNothing();
      const run = await readRun(source, held, { settings: settings(), io: io() });
      expect(names(held.contacts)).toEqual(people(12));
      expect(run.end.sweepUnseenSincePass).not.toBeNull();
      for (const json of held.contacts.values())
        expect(Object.keys(JSON.parse(json)).sort()).toEqual([...contactFields].sort());
    });

    test('a run that repeats changes nothing', async () => {
      const held = holdNothing();
      await readRun(source, held, { settings: settings(), io: io() });
      for (const wanted of ['delta', 'full', 'delta'] as const) {
        const mode = held.nextRunFull ? 'full' : wanted;
        const again = await readRun(source, held, { settings: settings(), io: io(), mode });
        expect({ changed: again.changed, removed: again.removed }).toEqual({ changed: 0, removed: [] });
      }
    });

    test('what was added, changed and removed arrives with the runs after', async () => {
      const held = holdNothing();
      await readRun(source, held, { settings: settings(), io: io() });
      await world.put('Person 13', 'New');
      await world.put('Person 2', 'Changed');
      await world.remove('Person 3');
      await readRun(source, held, { settings: settings(), io: io() });
      // A source may find removals in full runs only.
      if (names(held.contacts).includes('Person 3'))
        await readRun(source, held, { settings: settings(), io: io(), mode: 'full' });
      expect(names(held.contacts)).toEqual(people(13).filter((name) => name !== 'Person 3'));
      expect([...held.contacts.values()].filter((json) => json.includes('Changed'))).toHaveLength(1);
    });

    test('changes go on arriving, run after run', async () => {
      const held = holdNothing();
      await readRun(source, held, { settings: settings(), io: io() });
      for (let day = 1; day <= 6; day += 1) {
        await world.put(`Person ${day}`, `Day ${day}`);
        await world.put(`Person ${day + 1}`, `Day ${day}`);
        const run = await readRun(source, held, { settings: settings(), io: io() });
        expect({ changed: run.changed, removed: run.removed }).toEqual({ changed: 2, removed: [] });
        expect([...held.contacts.values()].filter((json) => json.includes(`Day ${day}`))).toHaveLength(2);
      }
      expect(names(held.contacts)).toEqual(people(12));
    });

    test('a full run goes on from any page, in another process', async () => {
      const held = holdNothing();
      const run = await readRun(source, held, { settings: settings(), io: io() });
      for (const page of run.pages.filter(({ done }) => !done)) {
        const cursor = JSON.parse(JSON.stringify(page.cursor));
        const feedback = { changed: 0, repeated: 0, hintsSeen: 0 };
        const request = { settings: settings(), mode: 'full', cursor, first: false, feedback } as const;
        const next = await source.readPage(request, io());
        expect(next.pass).toBeGreaterThanOrEqual(page.pass);
        expect(typeof source.mayReadAhead(cursor)).toBe('boolean');
      }
    });

    test('a page that is recalled leads on as if it had been read, and can be read after all', async () => {
      const pages = (await readRun(source, holdNothing(), { settings: settings(), io: io() })).pages;
      const memos = new Map(pages.flatMap(({ memo }) => (memo ? [[memo.digest, memo.gist] as const] : [])));
      const asked = {
        settings: settings(),
        mode: 'full',
        cursor: null,
        first: true,
        feedback: null,
      } as const;
      const recall = (digest: string) => memos.get(digest) ?? null;
      const read = await source.readPage(asked, io());
      const recalled = await source.readPage({ ...asked, recall }, io());
      const { contacts, memo } = read;
      const paging = ({ cursor }: SourcePage) => ({ ...cursor, token: '', since: 0, nextSince: 0 });
      expect(recalled.memo).toEqual(memo);
      if (memo) {
        expect(paging(recalled)).toEqual(paging(read));
        expect(recalled.contacts).toEqual([]);
      }
      expect((recalled.unread?.() ?? recalled).contacts).toEqual(contacts);
      // Another text is not recalled.
      await world.put('Person 4', 'Changed');
      const changed = await source.readPage({ ...asked, recall }, io());
      expect(changed.contacts).toHaveLength(contacts.length);
    });

    test('a wrong secret is a refusal that names no secret', async () => {
      const wrong = source.settings.parse(world.wrongSettings);
      const error = await failureOf(readRun(source, holdNothing(), { settings: wrong, io: io() }));
      expect(error.code).toBe('credentials-refused');
      expectNoSecret(error);
      expectNoSecret(await failureOf(source.checkConnection(wrong, io())));
    });

    test('a far side that is gone is a failure in words, after a few tries', async () => {
      await world.stop();
      const world2 = io();
      const error = await failureOf(readRun(source, holdNothing(), { settings: settings(), io: world2 }));
      expect(error.code).toBe('unreachable');
      expect(world2.waits.length).toBeGreaterThan(0);
      expect(world2.waits.length).toBeLessThan(20);
      expectNoSecret(error);
    });

    test('a run that is cancelled stops at once', async () => {
      const stopped = io({ signal: AbortSignal.abort(new Error('cancelled by the test')) });
      await expect(readRun(source, holdNothing(), { settings: settings(), io: stopped })).rejects.toThrow(
        'cancelled by the test',
      );
    });

    function expectNoSecret(error: SourceFailure): void {
      const text = JSON.stringify([error.message, error.stack, String(error.cause)]);
      for (const secret of world.secrets) expect(text).not.toContain(secret);
    }
  });
}

const people = (count: number) => Array.from({ length: count }, (_, i) => `Person ${i + 1}`).sort();

const names = (contacts: ReadonlyMap<string, string>): string[] =>
  [...contacts.values()].map((json): string => JSON.parse(json).firstName).sort();

async function failureOf(work: Promise<unknown>): Promise<SourceFailure> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(SourceFailure);
  return error as SourceFailure;
}
