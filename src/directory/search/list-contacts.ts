import type { Db } from '../../database/connect.ts';
import { tenantCountry } from '../tenant-country.ts';
import type { Viewer } from '../viewer.ts';
import { type ContactView, contactView } from './contact-view.ts';
import { type Candidates, findAmong, findCandidates } from './find-candidates.ts';
import { gatherInHalves, isWorthHalving } from './gather-in-halves.ts';
import { type Gathered, gatherPage } from './gather-page.ts';
import { type ListPosition, readListCursor, writeListCursor } from './list-cursor.ts';
import { listHidden } from './list-hidden.ts';
import {
  exactUpTo,
  type Frequency,
  mayBeNear,
  measureCandidates,
  measureFrequency,
} from './measure-frequency.ts';
import type { ListRow } from './ordered-page.ts';
import { pageByRank } from './page-by-rank.ts';
import { beginNeeds, type ListFilter, planSearch, type SearchPlan } from './search-plan.ts';
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
 * Contacts that a viewer may see and that match, by rank (surnames that start with `q` first, then first names and
 * companies that do), then by name, then by id. Pages
 * neither repeat nor lose a contact that is there from the first to the last. Ends with `bad-request` for a cursor that
 * no list gave.
 */
export async function listContacts(db: Db, viewer: Viewer, query: ListQuery): Promise<ContactPage> {
  const after = query.cursor === undefined ? null : readListCursor(query.cursor);
  if (query.hidden) return listHidden(db, viewer, query, after);
  const plan = planSearch(viewer, query, await countryFor(db, viewer, query.q));
  if (plan === null) return { items: [], total: 0, totalExact: true };
  // One more than asked for tells whether there is a next page.
  const { rows, ...total } = await findRows(db, plan, after, query.limit + 1);
  return { ...pageOf(rows, query.limit), ...total };
}

/** Only what may be a number needs it. */
const countryFor = async (db: Db, { tenantId }: Viewer, q = ''): Promise<string> =>
  /[+\p{Nd}]/u.test(q) ? tenantCountry(db, tenantId) : '';

type FoundRows = Pick<ContactPage, 'total' | 'totalExact'> & { readonly rows: readonly ListRow[] };

/** What is rare is gathered and sorted; of what is frequent, each rank is a search of its own. */
async function findRows(
  db: Db,
  plan: SearchPlan,
  after: ListPosition | null,
  limit: number,
): Promise<FoundRows> {
  // Of one moment: no contact may be given a slot between looking into the index and looking at the contacts.
  return inSnapshot(db, async (snapshot) => {
    const { needs, viewer } = plan;
    const candidates = needs.length === 0 ? null : await findCandidates(snapshot, viewer.tenantId, needs);
    const gather = (
      ofRank: SearchPlan,
      slots: readonly number[] | null,
      from: ListPosition | null,
      room: number,
    ) =>
      isWorthHalving(slots)
        ? gatherInHalves(db, snapshot, ofRank, slots, from, room)
        : gatherPage(snapshot, ofRank, slots, from, room);
    const found = await gatherUnlessFrequent(snapshot, plan, candidates, (slots) =>
      gather(plan, slots, after, limit),
    );
    if ('rows' in found) return found;
    let beginning: readonly Candidates[] | null = null;
    const rows = await pageByRank(plan, after, limit, async (ofRank, rank, from, room) => {
      if (!found.isNear[rank]) {
        if (rank < 2) beginning ??= await findAmong(snapshot, viewer.tenantId, candidates, beginNeeds(plan));
        const among = rank < 2 ? beginning![rank]! : candidates;
        const isNear =
          rank < 2 && mayBeNear(among!) && (await measureCandidates(snapshot, ofRank, among!)).isNear[rank];
        const few = isNear
          ? null
          : await gatherUnlessFrequent(snapshot, ofRank, among, (slots) => gather(ofRank, slots, from, room));
        if (few && 'rows' in few) return few.rows;
      }
      // What is frequent is met soon enough on a walk along the names.
      return walkPage(snapshot, ofRank, rank, from, room);
    });
    return { rows, total: Math.max(found.estimate, exactUpTo + 1), totalExact: false };
  });
}

// So few candidates need not be asked how frequent they are: their number is exact in any case.
const surelyRare = 10_000;

async function gatherUnlessFrequent(
  db: Db,
  plan: SearchPlan,
  candidates: Candidates | null,
  gather: (slots: readonly number[] | null) => Promise<Gathered>,
): Promise<FoundRows | Frequency> {
  const few = candidates !== null && candidates.count <= surelyRare;
  const frequency = few
    ? null
    : await (candidates === null ? measureFrequency(db, plan) : measureCandidates(db, plan, candidates));
  if (frequency?.frequent) return frequency;
  const { rows, found } = await gather(candidates?.slots() ?? null);
  if (found <= exactUpTo) return { rows, total: found, totalExact: true };
  // Where so many are found among few candidates, most have no slot yet: only the sample of all can tell.
  return frequency !== null && frequency.estimate > exactUpTo ? frequency : await measureFrequency(db, plan);
}

const inSnapshot = <T>(db: Db, work: (snapshot: Db) => Promise<T>): Promise<T> =>
  db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(work);

function pageOf(rows: readonly ListRow[], limit: number): { items: ContactView[]; nextCursor?: string } {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const more = rows.length > limit && last;
  return {
    items: items.map(contactView),
    ...(more ? { nextCursor: writeListCursor({ rank: last.rank, name: last.sort_name, id: last.id }) } : {}),
  };
}
