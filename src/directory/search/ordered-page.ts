import { type RawBuilder, sql } from 'kysely';
import { joinSource, type ViewRow, viewColumns } from './contact-view.ts';
import type { ListPosition } from './list-cursor.ts';
import type { Rank } from './rank.ts';
import type { SearchPlan } from './search-plan.ts';

// The order of every list: by rank (see rank.ts), then by name in the root collation, then by id.
// The name is cut where the index `contact_order` cuts it.

export interface ListRow extends ViewRow {
  readonly sort_name: string;
  readonly rank: Rank;
}

export const sortName: RawBuilder<string> = sql.raw('left(c.display_name, 200)');
export const rootCollation: RawBuilder<unknown> = sql.raw('collate "und-x-icu"');

/** Everything about the contacts of `page (id, sort_name, rank)`, in order. */
export const readPage = (plan: SearchPlan): RawBuilder<ListRow> => sql`
  select ${viewColumns}, page.sort_name, page.rank from page
  join contact c on c.tenant_id = ${plan.viewer.tenantId} and c.id = page.id ${joinSource}`;

export const inOrder: RawBuilder<unknown> = sql.raw(
  'order by page.rank, page.sort_name collate "und-x-icu", page.id',
);

export const isAfter = (position: ListPosition | null): RawBuilder<boolean> =>
  position === null
    ? sql`true`
    : sql`(${sortName} ${rootCollation}, c.id) > (${position.name}, ${position.id}::uuid)`;
