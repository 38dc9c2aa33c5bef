import { setImmediate as nextTurn } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Db } from '../../database/connect.ts';
import { type Derivation, tenantDerivation } from '../derivation.ts';
import { inBatches } from '../phone-index/batches.ts';
import { findSlots } from '../phone-index/find.ts';
import { compareByName, sortedPart } from '../phone-index/name-order.ts';
import { readContact } from '../phone-index/read-contacts.ts';
import { inRanks, readSearch } from '../phone-index/search.ts';
import { createTenantBook, type TenantBook } from '../phone-index/tenant-book.ts';
import { publishedRow } from '../published-row.ts';
import type { Viewer } from '../viewer.ts';
import { type HiddenRow, hiddenContactView } from './hidden-contact.ts';
import type { ContactPage, ListQuery } from './list-contacts.ts';
import { type ListPosition, writeListCursor } from './list-cursor.ts';

// Hidden contacts are few (somebody hid each of them) and not in `contact`: what readers would see of them is derived
// for each look, and searched by the same rules in memory.

/** Hidden contacts as their sources have them, in the order of lists. */
export async function listHidden(
  db: Db,
  viewer: Viewer,
  query: ListQuery,
  after: ListPosition | null,
): Promise<ContactPage> {
  const hidden = await readHidden(db, viewer, query);
  const derivation = await tenantDerivation(db, viewer.tenantId);
  const book = await bookOf(hidden, derivation);
  const search = readSearch(query.q ?? '', derivation.country, { keypad: false });
  const found = inRanks(findSlots(book, search, Number.POSITIVE_INFINITY), search, book).map((slot) => ({
    rank: search.rankOf(slot, book),
    contact: book.contactAt(slot),
  }));
  const next = after === null ? 0 : found.findIndex(({ rank, contact }) => comesAfter(rank, contact, after));
  const page = next < 0 ? [] : found.slice(next, next + query.limit);
  const last = page.at(-1);
  const rows = new Map(hidden.map((row) => [row.id, row]));
  return {
    items: page.map(({ contact }) => hiddenContactView(rows.get(contact.id)!, derivation)),
    total: found.length,
    totalExact: true,
    ...(last && next + page.length < found.length
      ? {
          nextCursor: writeListCursor({
            rank: last.rank,
            name: sortedPart(last.contact.displayName),
            id: last.contact.id,
          }),
        }
      : {}),
  };
}

async function readHidden(
  db: Db,
  viewer: Viewer,
  { source, book }: ListQuery,
): Promise<readonly HiddenRow[]> {
  // Only synced contacts are hidden: a filter for local ones finds none.
  if (source === 'local' || book !== undefined) return [];
  const ofSource = source === undefined ? sql`true` : sql`sc.source_id::text = ${source.toLowerCase()}`;
  const { rows } = await sql<HiddenRow>`
    select h.contact_id as id, sc.fields, sc.source_id, s.kind as source_kind, s.name as source_name,
      greatest(h.hidden_at, sc.changed_at) as updated_at
    from contact_hidden h
    join source_contact sc on sc.tenant_id = h.tenant_id and sc.contact_id = h.contact_id
    join source s on s.tenant_id = sc.tenant_id and s.id = sc.source_id
    where h.tenant_id = ${viewer.tenantId} and sc.removed_at is null and ${ofSource}`.execute(db);
  return rows;
}

const batch = 200;

async function bookOf(hidden: readonly HiddenRow[], derivation: Derivation): Promise<TenantBook> {
  const book = createTenantBook(hidden.length);
  for (const some of inBatches(hidden, batch)) {
    book.change(
      some.map((one) => {
        const origin = { book: 'central', ownerId: null, sourceId: one.source_id } as const;
        const { row, numbers } = publishedRow(one.id, origin, one.fields, [], derivation);
        return readContact({
          ...row,
          updated_at: one.updated_at,
          numbers: numbers.map(({ position, digits, international }) => [position, digits, international]),
        });
      }),
      [],
    );
    await nextTurn();
  }
  return book;
}

function comesAfter(
  rank: number,
  contact: Parameters<typeof compareByName>[0],
  after: ListPosition,
): boolean {
  if (rank !== after.rank) return rank > after.rank;
  return compareByName(contact, { displayName: after.name, id: after.id }) > 0;
}
