import type { PreparedPage } from '../directory/prepare-contacts.ts';
import type { JsonObject } from '../domain/json.ts';
import type { RunMode } from '../domain/run.ts';
import type { PageFeedback, Source, SourceCursor, SourceIo, SourcePage } from '../sources/source.ts';
import { noFeedback, sumFeedback } from './page-feedback.ts';

/** Reads a run's pages one after the other; where the source allows it, one ahead of the page that is being stored. */
export interface PageReader {
  /** The next page to store, prepared. Throws what the source throws. */
  next(): Promise<ReadPage>;
  /** Begins to read the page after the one in hand, where the source allows it. */
  readAhead(): void;
  /** What a reading from the cursor of the page in hand would have to be told, the page itself not counted. */
  undelivered(): PageFeedback;
  /** The page in hand is stored. */
  stored(feedback: PageFeedback): void;
  /** A page was asked for, has not been stored, and cannot be asked for again. */
  pageMayBeLost(): boolean;
}

/** A page, and what `prepare` made of it when it arrived: the page read ahead while the database stores another. */
export interface ReadPage {
  readonly page: SourcePage;
  readonly prepared: PreparedPage;
}

export interface ReadFrom {
  readonly mode: RunMode;
  readonly cursor: SourceCursor | null;
  readonly first: boolean;
  readonly feedback: PageFeedback | null;
  /** See ReadRequest. */
  readonly recall: (digest: string) => JsonObject | null;
}

export function startReading<S>(
  source: Source<S>,
  settings: S,
  from: ReadFrom,
  io: SourceIo,
  prepare: (page: SourcePage) => Promise<PreparedPage>,
): PageReader {
  // What was applied and no reading has been told; and what the reading ahead was told.
  let pending = from.feedback ?? noFeedback;
  let toldAhead = noFeedback;
  let ahead: Promise<ReadPage> | null = null;
  let page: SourcePage | null = null;
  let lost = false;

  function read(cursor: SourceCursor | null, first: boolean): Promise<ReadPage> {
    const feedback = first ? null : pending;
    pending = noFeedback;
    toldAhead = feedback ?? noFeedback;
    const reading = source
      .readPage({ settings, mode: from.mode, cursor, first, feedback, recall: from.recall }, io)
      .then(async (page) => ({ page, prepared: await prepare(page) }));
    // Its failure is met when its turn comes; until then nobody may be waiting for it.
    reading.catch(() => {});
    return reading;
  }

  return {
    async next() {
      const cursor = page ? page.cursor : from.cursor;
      const reading = ahead ?? read(cursor, page === null && from.first);
      ahead = null;
      lost = from.mode === 'delta' || cursor === null || !source.mayReadAhead(cursor);
      const next = await reading;
      page = next.page;
      toldAhead = noFeedback;
      return next;
    },
    readAhead() {
      if (ahead === null && from.mode === 'full' && page && !page.done && source.mayReadAhead(page.cursor))
        ahead = read(page.cursor, false);
    },
    undelivered: () => sumFeedback(toldAhead, pending),
    stored(feedback) {
      lost = false;
      pending = sumFeedback(pending, feedback);
    },
    pageMayBeLost: () => lost,
  };
}
