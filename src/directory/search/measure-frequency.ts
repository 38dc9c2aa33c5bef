import { sql } from 'kysely';
import type { Db } from '../../database/connect.ts';
import type { SearchPlan } from './search-plan.ts';

/** Up to this many, a total is exact. */
export const exactUpTo = 10_000;

// One contact in 128 is in the index `contact_sample`, by the last byte of its id, which is random.
const sampleShare = 2 / 256;
// Of 10,000 matches 78 are expected in the sample, give or take 9: six times that is never seen.
const surelyMore = 132;

export interface Frequency {
  /** About how many match. */
  readonly estimate: number;
  /** More than `exactUpTo` match, beyond any doubt. */
  readonly frequent: boolean;
}

/** Tells how frequent something is from a sample of the tenant's contacts, in some milliseconds for a million. */
export async function measureFrequency(db: Db, plan: SearchPlan): Promise<Frequency> {
  const { rows } = await sampleQuery(plan).execute(db);
  const matches = rows[0]?.matches ?? 0;
  return { estimate: Math.round(matches / sampleShare), frequent: matches >= surelyMore };
}

export const sampleQuery = (plan: SearchPlan) => sql<{ matches: number }>`
  select count(*)::integer as matches from contact c
  where ${plan.matches} and get_byte(uuid_send(c.id), 15) < 2 and octet_length(c.search_text) < 1000`;
