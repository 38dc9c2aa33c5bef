import { z } from 'zod';

// Where the change feed leaves numbers out, it may still name the contacts whose numbers changed, or not: Microsoft does
// not say. So each comparison of the full list is held against what the feed has named meanwhile, and the feed is
// trusted for one run, then two, then four, as long as it is never found to have missed something.

export const feedTrust = z.object({
  /** How many runs in a row may follow the feed until the full list is compared again. */
  runs: z.number(),
  /** How many of them are left. */
  left: z.number(),
  /** A comparison found more changed contacts than the feed had named, and none since has shown better. */
  missed: z.boolean(),
});
export type FeedTrust = z.output<typeof feedTrust>;

export const noTrust: FeedTrust = { runs: 0, left: 0, missed: false };

const mostRuns = 64;

/**
 * After a comparison of the full list. `changed`: how many contacts the list had that differed from what was stored;
 * `named`: how many the feed has named since what was stored, `null` when nobody knows.
 */
export function weighFeed(before: FeedTrust, changed: number, named: number | null): FeedTrust {
  if (named === null) return noTrust;
  if (changed > named) return { runs: 0, left: 0, missed: true };
  if (changed === 0) return { ...before, left: before.runs };
  const runs = Math.min(mostRuns, Math.max(1, before.runs * 2));
  return { runs, left: runs, missed: false };
}

export const afterOneRun = (trust: FeedTrust): FeedTrust => ({ ...trust, left: Math.max(0, trust.left - 1) });
