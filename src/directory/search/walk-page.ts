import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../database/connect.ts';
import type { ListPosition } from './list-cursor.ts';
import { inOrder, isAfter, type ListRow, readPage, rootCollation, sortName } from './ordered-page.ts';
import type { Rank } from './rank.ts';
import type { SearchPlan } from './search-plan.ts';

/**
 * The way to what is frequent: walks along the names in their order, from the cursor on, and stops when the page is
 * full. All matches of the plan have one rank.
 */
export async function walkPage(
  db: Db,
  plan: SearchPlan,
  rank: Rank,
  after: ListPosition | null,
  limit: number,
): Promise<readonly ListRow[]> {
  return (await walkQuery(plan, rank, after, limit).execute(db)).rows;
}

export const walkQuery = (
  plan: SearchPlan,
  rank: Rank,
  after: ListPosition | null,
  limit: number,
): RawBuilder<ListRow> => sql<ListRow>`
  with page as materialized (
    select c.id, ${sortName} as sort_name, ${sql.lit(rank)} as rank from contact c
    where ${plan.matches} and ${isAfter(after)}
    order by ${sortName} ${rootCollation}, c.id limit ${limit}
  ) ${readPage(plan)} ${inOrder}`;
