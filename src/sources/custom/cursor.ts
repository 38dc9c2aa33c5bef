import { z } from 'zod';
import type { SourceCursor } from '../source.ts';
import { pageWatch } from './page-watch.ts';

// Where reading goes on. The engine stores it encrypted: it holds the token.

const atRest = z.object({
  step: z.literal('rest'),
  /** From which second, by the service's own clock, changes are asked for next. */
  since: z.number(),
});

const underWay = z.object({
  /** `judge`: the pass and its check are read, and only what the store found in the last page is missing. */
  step: z.enum(['list', 'check', 'judge', 'delta']),
  /** Becomes the resting cursor's `since`. */
  nextSince: z.number(),
  /** From which second this delta, or the check of this pass, asks. */
  since: z.number(),
  pass: z.number(),
  /** To ask for next. */
  page: z.number(),
  token: z.string(),
  /** The list moved while this pass was reading it. */
  moved: z.boolean(),
  /** A deletion may have been read by nobody. */
  doubt: z.boolean(),
  watch: pageWatch,
});

export type AtRest = z.output<typeof atRest>;
export type UnderWay = z.output<typeof underWay>;

const anyCursor = z.discriminatedUnion('step', [atRest, underWay]);

/** `null` for none, and for one that this version does not know. */
export function readCursor(cursor: SourceCursor | null): AtRest | UnderWay | null {
  const read = anyCursor.safeParse(cursor);
  return read.success ? read.data : null;
}
