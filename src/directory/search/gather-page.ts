import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../database/connect.ts';
import type { ListPosition } from './list-cursor.ts';
import { exactUpTo } from './measure-frequency.ts';
import { inOrder, type ListRow, readPage, sortName, startsWithAsked } from './ordered-page.ts';
import type { SearchPlan } from './search-plan.ts';

export interface Gathered {
  readonly rows: readonly ListRow[];
  /** How many match, up to one more than `exactUpTo`: then the rows are not the first ones, and not to be used. */
  readonly found: number;
}

/** The way to what is rare: gathers every match through the inverted index, counts and sorts. */
export async function gatherPage(
  db: Db,
  plan: SearchPlan,
  after: ListPosition | null,
  limit: number,
): Promise<Gathered> {
  const { rows } = await gatherQuery(plan, after, limit).execute(db);
  return {
    rows: rows.filter((row): row is ListRow & { found: number } => row.id !== null),
    found: rows[0]?.found ?? 0,
  };
}

type GatheredRow = (ListRow | { readonly id: null }) & { readonly found: number };

export const gatherQuery = (
  plan: SearchPlan,
  after: ListPosition | null,
  limit: number,
): RawBuilder<GatheredRow> => sql<GatheredRow>`
  with hits as materialized (
    select c.id, ${sortName} as sort_name, ${startsWithAsked(plan)} as first
    from contact c where ${plan.indexed ?? sql`true`} and ${plan.matches} limit ${sql.lit(exactUpTo + 1)}
  ), page as materialized (
    select * from hits as page where ${isLater(after)} ${inOrder} limit ${limit}
  )
  select total.found, page.* from (select count(*)::integer as found from hits) as total
  left join (${readPage(plan)}) as page on true ${inOrder}`;

function isLater(after: ListPosition | null): RawBuilder<boolean> {
  if (after === null) return sql`true`;
  const later = sql<boolean>`(page.sort_name collate "und-x-icu", page.id) > (${after.name}, ${after.id}::uuid)`;
  return after.first ? sql`(not page.first or ${later})` : sql`(not page.first and ${later})`;
}
