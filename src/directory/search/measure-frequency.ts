import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../database/connect.ts';
import { type Candidates, isAmong } from './find-candidates.ts';
import type { SearchPlan } from './search-plan.ts';

/** Up to this many, a total is exact. */
export const exactUpTo = 10_000;

export interface Frequency {
  /** About how many match. */
  readonly estimate: number;
  /** More than `exactUpTo` match, beyond any doubt. */
  readonly frequent: boolean;
}

// One contact in 128 is in the index `contact_sample`, by the last byte of its id, which is random.
const sampleShare = 2 / 256;
// Of 10,000 matches 78 are expected in the sample, give or take 9: six times that is never seen.
const surelyMore = 132;

/** Tells how frequent something is from a sample of the tenant's contacts, in some milliseconds for a million. */
export async function measureFrequency(db: Db, plan: SearchPlan): Promise<Frequency> {
  const matches = await count(db, sampleQuery(plan));
  return { estimate: Math.round(matches / sampleShare), frequent: matches >= surelyMore };
}

export const sampleQuery = (plan: SearchPlan) =>
  matching(plan, sql`get_byte(uuid_send(c.id), 15) < 2 and octet_length(c.search_text) < 1000`);

const candidatesLookedAt = 400;

/** The same from a sample of those that may match: most of them do, so that few tell much. */
export async function measureCandidates(
  db: Db,
  plan: SearchPlan,
  candidates: Candidates,
): Promise<Frequency> {
  const slots = candidates.sample(candidatesLookedAt);
  const matches = await count(db, candidateSampleQuery(plan, slots));
  const share = matches / slots.length;
  // Of a share that is near all or nothing, nine more on each side; else a sample of one kind alone would be certain.
  const deviation = Math.sqrt((matches + 9) * (slots.length - matches + 9)) / slots.length ** 1.5;
  return {
    estimate: Math.round(share * candidates.count),
    frequent: (share - 6 * deviation) * candidates.count > exactUpTo,
  };
}

export const candidateSampleQuery = (plan: SearchPlan, slots: readonly number[]) =>
  matching(plan, isAmong(slots));

const matching = (plan: SearchPlan, within: RawBuilder<boolean>) => sql<{ matches: number }>`
  select count(*)::integer as matches from contact c where ${plan.matches} and ${within}`;

const count = async (db: Db, query: RawBuilder<{ matches: number }>): Promise<number> =>
  (await query.execute(db)).rows[0]?.matches ?? 0;
