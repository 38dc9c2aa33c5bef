import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Db } from '../database/connect.ts';
import { DirectoryError } from '../domain/errors.ts';
import { inBatches } from './phone-index/batches.ts';
import { readContacts } from './phone-index/read-contacts.ts';
import { createTenantBook, type TenantBook } from './phone-index/tenant-book.ts';
import { listContacts } from './search/list-contacts.ts';
import { tenantCountry } from './tenant-country.ts';
import type { Viewer } from './viewer.ts';

/** Which contacts to read: who matches `q` as on the Contacts page, or the one with an id. */
export type Ask = { readonly q: string } | { readonly id: string };

export interface PartOfBook {
  readonly book: TenantBook;
  readonly country: string;
  /** Whether everybody who matches is in it. */
  readonly complete: boolean;
}

const most = 1_000;
const batch = 200;

/**
 * A book of the first thousand contacts for each of some questions, for a company that is too large for the index in
 * memory: what searches a whole book searches this one by the same rules.
 */
export async function openPartOfLargeBook(db: Db, viewer: Viewer, asks: readonly Ask[]): Promise<PartOfBook> {
  try {
    const ids = new Set<string>();
    let complete = true;
    for (const ask of asks) {
      if ('id' in ask) {
        ids.add(ask.id);
        continue;
      }
      const { items, nextCursor } = await listContacts(db, viewer, { q: ask.q, limit: most });
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
  } catch (error) {
    throw new DirectoryError('database-unavailable', undefined, { cause: error });
  }
}
