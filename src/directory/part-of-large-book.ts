import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Db } from '../database/connect.ts';
import { isDatabaseAway } from '../database/sqlstate.ts';
import { DirectoryError } from '../domain/errors.ts';
import { inBatches } from './phone-index/batches.ts';
import { readContacts } from './phone-index/read-contacts.ts';
import { createTenantBook, type TenantBook } from './phone-index/tenant-book.ts';
import { listContacts } from './search/list-contacts.ts';
import { tenantCountry } from './tenant-country.ts';
import { createTurns } from './turns.ts';
import type { Viewer } from './viewer.ts';

/** Which contacts to read: who has all of some folded pieces in their texts, who has a number with these digits, or one. */
export type Ask =
  | { readonly pieces: readonly string[] }
  | { readonly digits: string }
  | { readonly id: string };

export interface PartOfBook {
  readonly book: TenantBook;
  readonly country: string;
  /** Whether everybody who matches is in it. */
  readonly complete: boolean;
}

const most = 1_000;
const batch = 200;
// Each takes a connection of the database for as long as it searches: other companies and the pages of people need some too.
const inTurn = createTurns(4);

/**
 * A book of the first thousand contacts for each of some questions, for a company that is too large for the index in
 * memory: what searches a whole book searches this one by the same rules.
 */
export async function openPartOfLargeBook(db: Db, viewer: Viewer, asks: readonly Ask[]): Promise<PartOfBook> {
  try {
    return await inTurn(() => readPart(db, viewer, asks));
  } catch (error) {
    if (!isDatabaseAway(error)) throw error;
    throw new DirectoryError('database-unavailable', undefined, { cause: error });
  }
}

async function readPart(db: Db, viewer: Viewer, asks: readonly Ask[]): Promise<PartOfBook> {
  const ids = new Set<string>();
  let complete = true;
  for (const ask of asks) {
    if ('id' in ask) {
      ids.add(ask.id);
      continue;
    }
    const filter = 'digits' in ask ? { q: ask.digits } : { pieces: ask.pieces };
    const { items, nextCursor } = await listContacts(db, viewer, { ...filter, limit: most });
    for (const { id } of items) ids.add(id);
    complete &&= nextCursor === undefined;
  }
  const book = createTenantBook(ids.size);
  for (const some of inBatches(await readContacts(db, viewer.tenantId, [...ids]), batch)) {
    book.change(some, []);
    // Phones of other companies are answered in between.
    await nextTurn();
  }
  return { book, country: await tenantCountry(db, viewer.tenantId), complete };
}
