import type { ListPosition } from './list-cursor.ts';
import type { ListRow } from './ordered-page.ts';
import { type Rank, ranks } from './rank.ts';
import { ofRank, type SearchPlan } from './search-plan.ts';

/** Finds those matches of a plan that come after a position; all of them have this rank. */
type FindRank = (
  plan: SearchPlan,
  rank: Rank,
  after: ListPosition | null,
  limit: number,
) => Promise<readonly ListRow[]>;

/** A page of what is so frequent that its hits cannot all be looked at: rank after rank, until the page is full. */
export async function pageByRank(
  plan: SearchPlan,
  after: ListPosition | null,
  limit: number,
  find: FindRank,
): Promise<readonly ListRow[]> {
  const rows: ListRow[] = [];
  const isRanked = plan.rankPieces[0].length > 0;
  for (const rank of ranks) {
    if (rows.length >= limit || (!isRanked && rank < 2) || (after !== null && rank < after.rank)) continue;
    const from = after?.rank === rank ? after : null;
    rows.push(...(await find(ofRank(plan, rank), rank, from, limit - rows.length)));
  }
  return rows;
}
