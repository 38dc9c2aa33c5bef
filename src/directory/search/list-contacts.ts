import type { Db } from '../../database/connect.ts';
import type { Viewer } from '../viewer.ts';
import { type ContactView, contactView } from './contact-view.ts';
import { gatherPage } from './gather-page.ts';
import { type ListPosition, readCursor, writeCursor } from './list-cursor.ts';
import { listHidden } from './list-hidden.ts';
import { exactUpTo, measureFrequency } from './measure-frequency.ts';
import type { ListRow } from './ordered-page.ts';
import { type ListFilter, planSearch, type SearchPlan } from './search-plan.ts';
import { walkPage } from './walk-page.ts';

export interface ListQuery extends ListFilter {
  /** Only contacts that somebody hid, as their sources have them. */
  readonly hidden?: boolean | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

export interface ContactPage {
  items: ContactView[];
  /** Exact up to 10,000, above that an estimate. */
  total: number;
  totalExact: boolean;
  nextCursor?: string;
}

/**
 * Contacts that a viewer may see and that match, names that start with `q` first, then by name, then by id. Pages
 * neither repeat nor lose a contact that is there from the first to the last. Ends with `bad-request` for a cursor that
 * no list gave.
 */
export async function listContacts(db: Db, viewer: Viewer, query: ListQuery): Promise<ContactPage> {
  const after = query.cursor === undefined ? null : readCursor(query.cursor);
  if (query.hidden) return listHidden(db, viewer, query, after);
  const plan = planSearch(viewer, query);
  if (plan === null) return { items: [], total: 0, totalExact: true };
  // One more than asked for tells whether there is a next page.
  const { rows, ...total } = await findRows(db, plan, after, query.limit + 1);
  return { ...pageOf(rows, query.limit), ...total };
}

/** What is rare is gathered and sorted; what is frequent is met soon enough on a walk along the names. */
async function findRows(
  db: Db,
  plan: SearchPlan,
  after: ListPosition | null,
  limit: number,
): Promise<{ rows: readonly ListRow[]; total: number; totalExact: boolean }> {
  const { frequent, estimate } = await measureFrequency(db, plan);
  if (!frequent) {
    const { rows, found } = await gatherPage(db, plan, after, limit);
    if (found <= exactUpTo) return { rows, total: found, totalExact: true };
  }
  const rows = await walkPage(db, plan, after, limit);
  return { rows, total: Math.max(estimate, exactUpTo + 1), totalExact: false };
}

function pageOf(rows: readonly ListRow[], limit: number): { items: ContactView[]; nextCursor?: string } {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const more = rows.length > limit && last;
  return {
    items: items.map(contactView),
    ...(more ? { nextCursor: writeCursor({ first: last.first, name: last.sort_name, id: last.id }) } : {}),
  };
}
