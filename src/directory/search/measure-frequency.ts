import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../database/connect.ts';
import { type Candidates, isAmong } from './find-candidates.ts';
import { type Rank, rankOf, ranks } from './rank.ts';
import type { SearchPlan } from './search-plan.ts';

/** Up to this many, a total is exact. */
export const exactUpTo = 10_000;

export interface Frequency {
  /** About how many match. */
  readonly estimate: number;
  /** More than `exactUpTo` match, beyond any doubt. */
  readonly frequent: boolean;
  /** Of which ranks (see rank.ts) a page is met on a short walk along the names. */
  readonly isNear: readonly boolean[];
}

// A walk looks at some thousand names for a page of fifty. In a sample, fewer hits may be chance.
const nearShare = 0.005;
const nearHits = 8;
/** So many candidates may be near: worth asking before they are gathered. */
export const mayBeNear = ({ count, outOf }: Candidates): boolean => count >= nearShare * outOf;

const nearOf = (hits: readonly number[], outOf: number) =>
  hits.map((count) => count >= nearHits && count >= nearShare * outOf);

// One contact in 128 is in the index `contact_sample`, by the last byte of its id, which is random.
const sampleShare = 2 / 256;
// Of 10,000 matches 78 are expected in the sample, give or take 9: six times that is never seen.
const surelyMore = 132;

/** Tells how frequent something is from a sample of the tenant's contacts, in some milliseconds for a million. */
export async function measureFrequency(db: Db, plan: SearchPlan): Promise<Frequency> {
  const { matches, hits, looked } = await count(db, sampleQuery(plan));
  return {
    estimate: Math.round(matches / sampleShare),
    frequent: matches >= surelyMore,
    isNear: nearOf(hits, looked),
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
  const { matches, hits } = await count(db, candidateSampleQuery(plan, slots));
  const share = matches / slots.length;
  // Of a share that is near all or nothing, nine more on each side; else a sample of one kind alone would be certain.
  const deviation = Math.sqrt((matches + 9) * (slots.length - matches + 9)) / slots.length ** 1.5;
  return {
    estimate: Math.round(share * candidates.count),
    frequent: (share - 6 * deviation) * candidates.count > exactUpTo,
    isNear: nearOf(hits, (slots.length * candidates.outOf) / candidates.count),
  };
}

export const candidateSampleQuery = (plan: SearchPlan, slots: readonly number[]) =>
  matching(plan, isAmong(slots));

interface Counted {
  readonly matches: number;
  /** Of these, by rank. */
  readonly hits: readonly number[];
  readonly looked: number;
}

// Grouped, because several filters would each work the rank out anew.
const matching = (plan: SearchPlan, within: RawBuilder<boolean>) => sql<{
  readonly rank: Rank | null;
  readonly count: number;
}>`
  select case when ${plan.matches} then ${rankOf(plan.rankPieces)} end as rank, count(*)::integer as count
  from contact c where c.tenant_id = ${plan.viewer.tenantId} and ${within} group by 1`;

async function count(db: Db, query: ReturnType<typeof matching>): Promise<Counted> {
  const { rows } = await query.execute(db);
  const sum = (which: (rank: Rank | null) => boolean) =>
    rows.reduce((total, row) => (which(row.rank) ? total + row.count : total), 0);
  return {
    matches: sum((rank) => rank !== null),
    hits: ranks.map((wanted) => sum((rank) => rank === wanted)),
    looked: sum(() => true),
  };
}
