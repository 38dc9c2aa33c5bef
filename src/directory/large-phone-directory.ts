import type { Db } from '../database/connect.ts';
import { type ContactId, newId } from '../domain/ids.ts';
import type { PhoneContact, PhoneDirectory } from './phone-directory.ts';
import { BookTooLarge } from './phone-index/book-too-large.ts';
import type { ContactView } from './search/contact-view.ts';
import { listContacts } from './search/list-contacts.ts';
import { lookupCaller } from './search/lookup-caller.ts';
import { tenantCountry } from './tenant-country.ts';
import type { Viewer } from './viewer.ts';

const page = 1_000;

/**
 * The phone directory of a company that has more contacts than the index in memory may hold: each call asks the
 * database. Slower, not there while the database is away, and without the search by keys; but there.
 */
export function createDatabasePhoneDirectory(db: Db): PhoneDirectory {
  async function* pages(viewer: Viewer, q: string): AsyncGenerator<readonly ContactView[]> {
    let cursor: string | undefined;
    do {
      const { items, nextCursor } = await listContacts(db, viewer, { q, limit: page, cursor });
      yield items;
      cursor = nextCursor;
    } while (cursor !== undefined);
  }
  return {
    search: async (viewer, { q, offset, limit }) => {
      const found: ContactView[] = [];
      let passed = 0;
      const { total } = await listContacts(db, viewer, { q, limit: 1 });
      for await (const items of pages(viewer, q)) {
        found.push(...items.slice(Math.max(0, offset - passed), offset + limit - passed));
        passed += items.length;
        if (passed >= offset + limit) break;
      }
      return { contacts: found.map(phoneContact), total };
    },
    all: async function* (viewer) {
      for await (const items of pages(viewer, '')) yield items.map(phoneContact);
    },
    lookup: async (viewer, number, options = {}) => {
      const country = options.country ?? (await tenantCountry(db, viewer.tenantId));
      const { match } = await lookupCaller(db, viewer, number, { country });
      return match && phoneContact(match);
    },
    // Nothing here tells cheaply whether anything changed, so no two answers count as the same.
    revision: async () => newId(),
    country: ({ tenantId }) => tenantCountry(db, tenantId),
  };
}

/** Asks `fast`, and `other` for companies that are too large for it. */
export function withFallback(fast: PhoneDirectory, other: PhoneDirectory): PhoneDirectory {
  const either = async <T>(ask: (directory: PhoneDirectory) => Promise<T>): Promise<T> => {
    try {
      return await ask(fast);
    } catch (error) {
      if (error instanceof BookTooLarge) return ask(other);
      throw error;
    }
  };
  return {
    search: (viewer, query) => either((one) => one.search(viewer, query)),
    all: async function* (viewer) {
      // Asked for first, because a sequence that has begun cannot go over to another directory.
      const chosen = await either(async (one) => {
        await one.country(viewer);
        return one;
      });
      yield* chosen.all(viewer);
    },
    lookup: (viewer, number, options) => either((one) => one.lookup(viewer, number, options)),
    revision: (viewer) => either((one) => one.revision(viewer)),
    country: (viewer) => either((one) => one.country(viewer)),
  };
}

const phoneContact = (view: ContactView): PhoneContact => ({ ...view, id: view.id as ContactId });
