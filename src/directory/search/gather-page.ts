import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../database/connect.ts';
import { isAmong } from './find-candidates.ts';
import type { ListPosition } from './list-cursor.ts';
import { exactUpTo } from './measure-frequency.ts';
import { inOrder, type ListRow, readPage, sortName } from './ordered-page.ts';
import { type Rank, rankOf } from './rank.ts';
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
  with ${hitsAndPage(slots === null ? hits(plan) : everyHit(plan, slots), after, limit)}
  select total.found, page.* from (select count(*)::integer as found from hits) as total
  left join (${readPage(plan)}) as page on true ${inOrder}`;

/** Where a contact stands in the list. */
export interface Place {
  readonly id: string;
  readonly sort_name: string;
  readonly rank: Rank;
}

type PlaceRow = (Place | { readonly id: null }) & { readonly found: number };

/** One of the halves of what `gatherQuery` gathers, without what is said of the contacts. */
export const gatherHalfQuery = (
  plan: SearchPlan,
  slots: readonly number[],
  half: 'with those without slots' | 'rest',
  after: ListPosition | null,
  limit: number,
): RawBuilder<PlaceRow> => sql<PlaceRow>`
  with ${hitsAndPage(half === 'rest' ? hits(plan, isAmong(slots)) : everyHit(plan, slots), after, limit)}
  select total.found, page.* from (select count(*)::integer as found from hits) as total left join page on true`;

/** The first of these places, with everything about their contacts. */
export const readPlacesQuery = (
  plan: SearchPlan,
  places: readonly Place[],
  limit: number,
): RawBuilder<ListRow> => sql<ListRow>`
  with page as materialized (
    select * from unnest(
      ${places.map(({ id }) => id)}::uuid[], ${places.map(({ sort_name }) => sort_name)}::text[],
      ${places.map(({ rank }) => rank)}::integer[]
    ) as page (id, sort_name, rank) ${inOrder} limit ${limit}
  ) ${readPage(plan)} ${inOrder}`;

const hitsAndPage = (
  hits: RawBuilder<unknown>,
  after: ListPosition | null,
  limit: number,
): RawBuilder<unknown> => sql`hits as materialized (
    ${hits}
    limit ${sql.lit(exactUpTo + 1)}
  ), page as materialized (
    select * from hits as page where ${isLater(after)} ${inOrder} limit ${limit}
  )`;

const everyHit = (plan: SearchPlan, slots: readonly number[]): RawBuilder<unknown> =>
  sql`${hits(plan, isAmong(slots))} union all ${hits(plan, sql`c.slot is null`)}`;

const hits = (plan: SearchPlan, within: RawBuilder<boolean> = sql`true`): RawBuilder<unknown> => sql`
    select c.id, ${sortName} as sort_name, ${rankOf(plan.rankPieces)} as rank
    from contact c where ${within} and ${plan.matches}`;

const isLater = (after: ListPosition | null): RawBuilder<boolean> =>
  after === null
    ? sql`true`
    : sql`(page.rank > ${after.rank} or page.rank = ${after.rank}
      and (page.sort_name collate "und-x-icu", page.id) > (${after.name}, ${after.id}::uuid))`;
