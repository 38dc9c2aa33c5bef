import type { PreparedPage } from '../directory/prepare-contacts.ts';
import type { JsonObject } from '../domain/json.ts';
import type { RunMode } from '../domain/run.ts';
import type { PageFeedback, Source, SourceCursor, SourceIo, SourcePage } from '../sources/source.ts';
import { noFeedback, sumFeedback } from './page-feedback.ts';

/**
 * Reads a run's pages one after the other. Where the source allows it, the page after the one that is being stored is
 * prepared meanwhile, and the one after that is fetched.
 */
export interface PageReader {
  /** The next page to store, prepared. Throws what the source throws. */
  next(): Promise<ReadPage>;
  /** Begins to prepare the page after the one in hand, where the source allows it. */
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
  // What was applied and no reading has been told; and what the readings of pages to come have been told, in their order.
  let pending = from.feedback ?? noFeedback;
  const told: PageFeedback[] = [];
  // The page after the one in hand, being prepared; and the page after the last that was fetched, being fetched.
  let ahead: Promise<ReadPage> | null = null;
  let fetched: Promise<SourcePage> | null = null;
  let page: SourcePage | null = null;
  let lost = false;

  function fetchPage(cursor: SourceCursor | null, first: boolean): Promise<SourcePage> {
    const feedback = first ? null : pending;
    told.push(feedback ?? noFeedback);
    pending = noFeedback;
    const request = { settings, mode: from.mode, cursor, first, feedback, recall: from.recall };
    return metLater(source.readPage(request, io));
  }

  /** Prepares a page as soon as it is there, while the one after it is fetched. */
  async function prepared(fetching: Promise<SourcePage>): Promise<ReadPage> {
    const next = await fetching;
    fetched = mayGoOn(next) ? fetchPage(next.cursor, false) : null;
    return { page: next, prepared: await prepare(next) };
  }

  const mayGoOn = (page: SourcePage): boolean =>
    from.mode === 'full' && !page.done && source.mayReadAhead(page.cursor);

  return {
    async next() {
      const cursor = page ? page.cursor : from.cursor;
      const reading = ahead ?? prepared(fetched ?? fetchPage(cursor, page === null && from.first));
      ahead = null;
      lost = from.mode === 'delta' || cursor === null || !source.mayReadAhead(cursor);
      const next = await reading;
      page = next.page;
      told.shift();
      return next;
    },
    readAhead() {
      if (ahead === null && fetched !== null) ahead = metLater(prepared(fetched));
    },
    undelivered: () => told.reduce(sumFeedback, pending),
    stored(feedback) {
      lost = false;
      pending = sumFeedback(pending, feedback);
    },
    pageMayBeLost: () => lost,
  };
}

/** Its failure is met when its turn comes; until then nobody may be waiting for it. */
function metLater<T>(reading: Promise<T>): Promise<T> {
  reading.catch(() => {});
  return reading;
}
