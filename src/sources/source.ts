import type { z } from 'zod';
import type { ContactFields } from '../domain/contact.ts';
import type { ExternalId } from '../domain/ids.ts';
import type { JsonObject } from '../domain/json.ts';
import type { RunErrorCode, RunMode } from '../domain/run.ts';

// The interface between the engine and the places contacts come from. A source turns a cursor into a page.
// It knows no tables, keeps no state between calls, and never waits without a limit.

/** One contact as its source gives it, complete: a field that is not there is empty, not "unchanged". */
export interface SourceContact {
  readonly externalId: ExternalId;
  readonly fields: ContactFields;
}

/** A row that cannot be used. It is counted and shown with its reason; it never fails the run. */
export interface SourceIssue {
  readonly externalId: ExternalId | null;
  readonly reason: string;
}

/** Where reading goes on. Opaque to the engine, which stores it encrypted. */
export type SourceCursor = JsonObject;

/** What the store found when it applied the page before this one; kept in the database with the cursor. */
export interface PageFeedback {
  /** Contacts of that page that were new or differed from what was stored. */
  readonly changed: number;
  /** Contacts of that page that this same pass had already brought. */
  readonly repeated: number;
  /** `hints` of that page that this pass had already brought (read, and deleted since). */
  readonly hintsSeen: number;
}

export interface ReadRequest<S> {
  readonly settings: S;
  readonly mode: RunMode;
  /** `null` at the first page of a source's first run; else the cursor of the page before, of this run or the last. */
  readonly cursor: SourceCursor | null;
  /** True for the first page of a run. */
  readonly first: boolean;
  /** `null` for the first page of a run. */
  readonly feedback: PageFeedback | null;
  /** The gist of a page that the last full run was given and that has this digest; `null`: read the page. */
  readonly recall?: (digest: string) => JsonObject | null;
}

/** By which a page is known again. */
export interface PageMemo {
  /** In hex. Of the page's text and of whatever else its contacts follow from: the same digest, the same contacts. */
  readonly digest: string;
  /** What reading on needs of the page. */
  readonly gist: JsonObject;
}

export interface SourcePage {
  readonly contacts: readonly SourceContact[];
  /** Explicit removals. They take effect at the run's end, through the guard. */
  readonly removed: readonly ExternalId[];
  /** Ids that may be gone, to check only: nothing is removed because of them (see PageFeedback.hintsSeen). */
  readonly hints?: readonly ExternalId[];
  readonly issues: readonly SourceIssue[];
  /** Ids of rows that are there but unusable, or deliberately left out but still existing: absence must not remove them. */
  readonly keep?: readonly ExternalId[];
  readonly cursor: SourceCursor;
  /** Which reading of the whole list this page belongs to, from 1. Delta pages say 1. */
  readonly pass: number;
  /** How many contacts the source says there are, where it says so: for progress only. */
  readonly total?: number;
  /** Absent where the same page is hardly ever given twice. */
  readonly memo?: PageMemo;
  /** There when the page was recalled and not read: `contacts` is empty. Reads it after all. */
  readonly unread?: () => SourcePage;
  /** Absent while more pages follow. */
  readonly done?: RunEnd;
}

export interface RunEnd {
  /**
   * A complete full run: contacts that no pass from this one on has brought are gone (swept, through the guard).
   * `null`: this run proves nothing about absence (every delta).
   */
  readonly sweepUnseenSincePass: number | null;
  /** The next run must be full, whatever was asked for (a deletion may have been lost, a token is about to expire). */
  readonly nextRunFull?: boolean;
  /** Plain words about how this source works, shown in its status ("Microsoft's change feed leaves out …"). */
  readonly remark?: string;
}

/** What a source may use of the world. Everything is injected, so that tests can run it against a clock of their own. */
export interface SourceIo {
  /** Aborted when the run is cancelled or the process stops. Every wait must honour it. */
  readonly signal: AbortSignal;
  readonly now: () => Date;
  /** Milliseconds since some moment, for ages: nobody can set this clock. Absent: the process's own. */
  readonly elapsedMs?: () => number;
  /** Waits; rejects when the signal aborts. */
  readonly sleep: (ms: number) => Promise<void>;
  /** Random in [0,1), for jitter. */
  readonly random: () => number;
  /** CIDRs that sources with a free URL may connect to, or 'any' (SWITCHBOOK_SOURCE_NETWORKS). */
  readonly networks: 'any' | readonly string[];
  /** Roots that replace a cloud's own (SWITCHBOOK_LOGIN_URL, SWITCHBOOK_GRAPH_URL). */
  readonly loginUrl?: string;
  readonly graphUrl?: string;
}

export interface Source<S> {
  readonly kind: string;
  readonly title: string;
  readonly settings: z.ZodType<S>;
  /** Names of settings that are encrypted at rest and never shown again. */
  readonly secrets: readonly string[];
  /** True when these settings point at another set of contacts: the next run must be full and the old cursor is dropped. */
  readonly isOtherUpstream: (before: S, after: S) => boolean;
  /**
   * Throws a `SourceRefusal` (code and plain message) when these settings may not be used at all, such as an
   * address outside the allowed networks. Called when settings are saved. Makes no request but DNS.
   */
  readonly checkSettings: (settings: S, io: SourceIo) => Promise<void>;
  /** One page. Throws `SourceFailure`. Retries passing faults inside, within its limits. */
  readonly readPage: (request: ReadRequest<S>, io: SourceIo) => Promise<SourcePage>;
  /**
   * True when the page that `cursor` leads to may be fetched before the page in hand is stored. False where reading
   * erases (the Custom contract's deleted list).
   */
  readonly mayReadAhead: (cursor: SourceCursor) => boolean;
  /** The first contacts, at most three. Throws `SourceFailure`. */
  readonly checkConnection: (
    settings: S,
    io: SourceIo,
  ) => Promise<{ message: string; sample: readonly SourceContact[] }>;
}

/** A run cannot go on. `message` is shown to the administrator as it is: what happened and what to do. No secrets in it. */
export class SourceFailure extends Error {
  override readonly name = 'SourceFailure';
  readonly code: RunErrorCode;
  /** Not to be tried again before this much time, where the far side says so. */
  readonly retryAfterMs: number | undefined;

  constructor(code: RunErrorCode, message: string, options: { cause?: unknown; retryAfterMs?: number } = {}) {
    super(message, { cause: options.cause });
    this.code = code;
    this.retryAfterMs = options.retryAfterMs;
  }
}

/** Settings that must not be saved: shown at the field that `path` names. */
export class SourceRefusal extends Error {
  override readonly name = 'SourceRefusal';
  readonly path: string;

  constructor(path: string, message: string) {
    super(message);
    this.path = path;
  }
}
