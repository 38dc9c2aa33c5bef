import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../database/connect.ts';
import { type Candidates, isAmong } from './find-candidates.ts';
import { isOfRank } from './rank.ts';
import type { SearchPlan } from './search-plan.ts';

/** Up to this many, a total is exact. */
export const exactUpTo = 10_000;

export interface Frequency {
  /** About how many match. */
  readonly estimate: number;
  /** More than `exactUpTo` match, beyond any doubt. */
  readonly frequent: boolean;
  /** So many are of the last rank, see rank.ts: what was asked for stands inside. */
  readonly frequentInside: boolean;
}

// One contact in 128 is in the index `contact_sample`, by the last byte of its id, which is random.
const sampleShare = 2 / 256;
// Of 10,000 matches 78 are expected in the sample, give or take 9: six times that is never seen.
const surelyMore = 132;

/** Tells how frequent something is from a sample of the tenant's contacts, in some milliseconds for a million. */
export async function measureFrequency(db: Db, plan: SearchPlan): Promise<Frequency> {
  const { matches, inside } = await count(db, sampleQuery(plan));
  return {
    estimate: Math.round(matches / sampleShare),
    frequent: matches >= surelyMore,
    frequentInside: inside >= surelyMore,
  };
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
  const { matches, inside } = await count(db, candidateSampleQuery(plan, slots));
  const isFrequent = (found: number): boolean => {
    // Of a share that is near all or nothing, nine more on each side; else a sample of one kind alone would be certain.
    const deviation = Math.sqrt((found + 9) * (slots.length - found + 9)) / slots.length ** 1.5;
    return (found / slots.length - 6 * deviation) * candidates.count > exactUpTo;
  };
  return {
    estimate: Math.round((matches / slots.length) * candidates.count),
    frequent: isFrequent(matches),
    frequentInside: isFrequent(inside),
  };
}

export const candidateSampleQuery = (plan: SearchPlan, slots: readonly number[]) =>
  matching(plan, isAmong(slots));

interface Counted {
  readonly matches: number;
  /** Of these, those of the last rank. */
  readonly inside: number;
}

const matching = (plan: SearchPlan, within: RawBuilder<boolean>) => sql<Counted>`
  select count(*)::integer as matches, count(*) filter (where ${isOfRank(plan.rankPieces, 2)})::integer as inside
  from contact c where ${plan.matches} and ${within}`;

const count = async (db: Db, query: RawBuilder<Counted>): Promise<Counted> =>
  (await query.execute(db)).rows[0] ?? { matches: 0, inside: 0 };
