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

/**
 * The way to what is rare: gathers every match, counts and sorts. `slots`: where the search index has those that may
 * match, null where it knows nothing; those that are not in it are looked at in any case.
 */
export async function gatherPage(
  db: Db,
  plan: SearchPlan,
  slots: readonly number[] | null,
  after: ListPosition | null,
  limit: number,
): Promise<Gathered> {
  const { rows } = await gatherQuery(plan, slots, after, limit).execute(db);
  return {
    rows: rows.filter((row): row is ListRow & { found: number } => row.id !== null),
    found: rows[0]?.found ?? 0,
  };
}

type GatheredRow = (ListRow | { readonly id: null }) & { readonly found: number };

export const gatherQuery = (
  plan: SearchPlan,
  slots: readonly number[] | null,
  after: ListPosition | null,
  limit: number,
): RawBuilder<GatheredRow> => sql<GatheredRow>`
  with hits as materialized (
    ${slots === null ? hits(plan) : sql`${hits(plan, sql`c.slot = any(${slotList(slots)})`)} union all ${hits(plan, sql`c.slot is null`)}`}
    limit ${sql.lit(exactUpTo + 1)}
  ), page as materialized (
    select * from hits as page where ${isLater(after)} ${inOrder} limit ${limit}
  )
  select total.found, page.* from (select count(*)::integer as found from hits) as total
  left join (${readPage(plan)}) as page on true ${inOrder}`;

const hits = (plan: SearchPlan, within: RawBuilder<boolean> = sql`true`): RawBuilder<unknown> => sql`
    select c.id, ${sortName} as sort_name, ${startsWithAsked(plan)} as first
    from contact c where ${within} and ${plan.matches}`;

// In a `select` of its own the planner does not see the list, and does not estimate its thousands of slots one by one.
const slotList = (slots: readonly number[]) => sql`(select ${`{${slots.join(',')}}`}::bigint[])::bigint[]`;

function isLater(after: ListPosition | null): RawBuilder<boolean> {
  if (after === null) return sql`true`;
  const later = sql<boolean>`(page.sort_name collate "und-x-icu", page.id) > (${after.name}, ${after.id}::uuid)`;
  return after.first ? sql`(not page.first or ${later})` : sql`(not page.first and ${later})`;
}
