import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../database/connect.ts';
import type { ListPosition } from './list-cursor.ts';
import {
  inOrder,
  isAfter,
  type ListRow,
  readPage,
  rootCollation,
  sortName,
  startsWithAsked,
} from './ordered-page.ts';
import type { SearchPlan } from './search-plan.ts';

/**
 * The way to what is frequent: walks along the names in their order, from the cursor on, and stops when the page is
 * full. First the names that start with what was asked for, then the others.
 */
export async function walkPage(
  db: Db,
  plan: SearchPlan,
  after: ListPosition | null,
  limit: number,
): Promise<readonly ListRow[]> {
  const rows: ListRow[] = [];
  const inFirst = plan.start !== '' && (after === null || after.first);
  if (inFirst) rows.push(...(await walkStartsQuery(plan, after, limit).execute(db)).rows);
  if (rows.length < limit)
    rows.push(...(await walkOthersQuery(plan, inFirst ? null : after, limit - rows.length).execute(db)).rows);
  return rows;
}

// U+FFFF has the greatest weight in the root collation, U+10FFFF the greatest bytes; foldText leaves neither in a name.
const lastInCollation = '\uffff';
const lastInBytes = '\u{10ffff}';
/** Ranges look at as much of the start; the whole of it is compared as well. */
const rangeCharacters = 100;

export function walkStartsQuery(
  plan: SearchPlan,
  after: ListPosition | null,
  limit: number,
): RawBuilder<ListRow> {
  const start = [...plan.start].slice(0, rangeCharacters).join('');
  const matches = sql<boolean>`${plan.matches} and ${startsWithAsked(plan)} and ${isAfter(after)}`;
  const order = sql`order by ${sortName} ${rootCollation}, c.id limit ${limit}`;
  return sql<ListRow>`
    with page as materialized (
      select * from (
      (select c.id, ${sortName} as sort_name, true as first from contact c
        where ${matches} and not c.name_odd and ${sortName} ${rootCollation} >= ${start}
          and ${sortName} ${rootCollation} < ${start + lastInCollation} ${order})
      union all
      (select c.id, ${sortName}, true from contact c
        where ${matches} and c.name_odd and left(c.name_key, 200) collate "C" >= ${start}
          and left(c.name_key, 200) collate "C" < ${start + lastInBytes} ${order})
      ) as page order by sort_name ${rootCollation}, id limit ${limit}
    ) ${readPage(plan)} ${inOrder}`;
}

export const walkOthersQuery = (
  plan: SearchPlan,
  after: ListPosition | null,
  limit: number,
): RawBuilder<ListRow> => sql<ListRow>`
  with page as materialized (
    select c.id, ${sortName} as sort_name, false as first from contact c
    where ${plan.matches} and not ${startsWithAsked(plan)} and ${isAfter(after)}
    order by ${sortName} ${rootCollation}, c.id limit ${limit}
  ) ${readPage(plan)} ${inOrder}`;
