import { z } from 'zod';
import { SourceFailure } from '../source.ts';

/**
 * Where a run of the Custom contract stands.
 * full: a pass over the whole list. check: the delta that tells whether the list changed while it was read.
 * settle: every page of the check is stored; what it found decides. delta: what changed since `since`.
 */
export const customCursor = z.object({
  phase: z.enum(['full', 'check', 'settle', 'delta', 'done']),
  /** The next page to ask for, from 1. */
  page: z.number().int().min(1),
  pass: z.number().int().min(1),
  /** The source's clock, in seconds, from which the next run's delta asks. */
  nextSince: z.number().int(),
  /** The source's clock at the start of this pass, or of the delta that is being read. */
  since: z.number().int(),
  /** This pass did not find a list at rest. */
  restless: z.boolean(),
  /** A page may have been sent and lost, and its deletions with it. */
  lost: z.boolean(),
  /** Fingerprint of the page before, and how many pages in a row brought nothing new. */
  last: z.string(),
  stale: z.number().int(),
  /** How many rows the page before had. */
  rows: z.number().int(),
});
export type CustomCursor = z.infer<typeof customCursor>;

export const firstCursor = (phase: 'full' | 'delta', since: number): CustomCursor => ({
  phase,
  page: 1,
  pass: 1,
  nextSince: 0,
  since,
  restless: false,
  lost: false,
  last: '',
  stale: 0,
  rows: 0,
});

export function readCustomCursor(cursor: unknown): CustomCursor {
  const parsed = customCursor.safeParse(cursor);
  if (parsed.success) return parsed.data;
  throw new SourceFailure(
    'cursor-expired',
    'Where the last synchronisation stood is not known any more; everything is read again.',
  );
}
