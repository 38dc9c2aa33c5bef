import type { RunMode } from '../../src/domain/run.ts';
import type {
  PageFeedback,
  RunEnd,
  Source,
  SourceCursor,
  SourceIo,
  SourceIssue,
  SourcePage,
} from '../../src/sources/source.ts';

/** What a source has brought so far, as the engine would hold it: the plainest engine that obeys source.ts. */
export interface Held {
  readonly contacts: Map<string, string>;
  cursor: SourceCursor | null;
  nextRunFull: boolean;
}

export interface RunRead {
  readonly pages: readonly SourcePage[];
  readonly issues: readonly SourceIssue[];
  readonly received: number;
  readonly changed: number;
  readonly removed: readonly string[];
  readonly end: RunEnd;
}

export const holdNothing = (): Held => ({ contacts: new Map(), cursor: null, nextRunFull: true });

export interface RunOptions<S> {
  readonly settings: S;
  readonly io: SourceIo;
  /** Default: delta, unless the last run asked for a full one. */
  readonly mode?: RunMode;
  /** Called when a page is stored; what a crash, an edit or a deletion does between pages. */
  readonly afterPage?: (page: SourcePage, number: number) => void | Promise<void>;
}

const mostPages = 500;

/** Reads one run, page by page, cursors through JSON as the database would store them. Throws what the source throws. */
export async function readRun<S>(source: Source<S>, held: Held, options: RunOptions<S>): Promise<RunRead> {
  const mode = options.mode ?? (held.nextRunFull || held.cursor === null ? 'full' : 'delta');
  const seen = new Map<string, number>();
  const pages: SourcePage[] = [];
  const gone = new Set<string>();
  let feedback: PageFeedback | null = null;
  let changed = 0;
  let cursor = held.cursor;
  while (pages.length < mostPages) {
    const request = { settings: options.settings, mode, cursor, first: pages.length === 0, feedback };
    const page = await source.readPage(request, options.io);
    pages.push(page);
    feedback = store(page);
    changed += feedback.changed;
    cursor = JSON.parse(JSON.stringify(page.cursor)) as SourceCursor;
    await options.afterPage?.(page, pages.length);
    if (page.done) return end(page.done);
  }
  throw new Error(`The run did not end within ${mostPages} pages.`);

  function store(page: SourcePage): PageFeedback {
    const here = new Set<string>();
    let news = 0;
    let repeated = 0;
    const hintsSeen = (page.hints ?? []).filter((id) => seen.get(id) === page.pass).length;
    for (const { externalId, fields } of page.contacts) {
      const json = JSON.stringify(fields);
      if (held.contacts.get(externalId) !== json) news += 1;
      if (here.has(externalId) || seen.get(externalId) === page.pass) repeated += 1;
      held.contacts.set(externalId, json);
      here.add(externalId);
    }
    for (const id of [...here, ...(page.keep ?? [])]) seen.set(id, page.pass);
    for (const id of page.removed) gone.add(id);
    return { changed: news, repeated, hintsSeen };
  }

  function end(done: RunEnd): RunRead {
    const { sweepUnseenSincePass } = done;
    const removed = [...held.contacts.keys()].filter((id) =>
      sweepUnseenSincePass === null
        ? gone.has(id) && !seen.has(id)
        : (seen.get(id) ?? 0) < sweepUnseenSincePass,
    );
    for (const id of removed) held.contacts.delete(id);
    held.cursor = cursor;
    const contradicted = [...gone].some((id) => seen.has(id));
    held.nextRunFull = done.nextRunFull === true || contradicted;
    return {
      pages,
      issues: pages.flatMap((page) => page.issues),
      received: seen.size,
      changed,
      removed,
      end: done,
    };
  }
}

/** What a source may use in tests: real time, no waiting. Waits are noted. */
export function testIo(change: Partial<SourceIo> = {}): SourceIo & { readonly waits: number[] } {
  const waits: number[] = [];
  return {
    signal: new AbortController().signal,
    now: () => new Date(),
    sleep: async (ms) => {
      waits.push(ms);
    },
    random: () => 0.5,
    networks: 'any',
    ...change,
    waits,
  };
}
