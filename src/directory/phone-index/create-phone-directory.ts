import type { PhoneContact, PhoneDirectory } from '../phone-directory.ts';
import type { Viewer } from '../viewer.ts';
import { visibleContact } from '../visible-to.ts';
import { everybody } from './clue.ts';
import { findAll, findSlots } from './find.ts';
import type { IndexedContact } from './indexed-contact.ts';
import { lookupInBook } from './lookup.ts';
import type { PhoneIndex } from './phone-index.ts';
import { inRanks, readSearch } from './search.ts';
import type { TenantBook } from './tenant-book.ts';

const pageOfAll = 200;

/** The phone directory, answered from the phone index. */
export function createPhoneDirectory(index: Pick<PhoneIndex, 'open'>): PhoneDirectory {
  return {
    search: async (viewer, { q, offset, limit }) => {
      const { book, country } = await index.open(viewer.tenantId);
      const matches = matchesOf(book, viewer, q, country);
      return { contacts: matches.slice(offset, offset + limit), total: matches.length };
    },
    all: (viewer) => everyPage(index, viewer),
    lookup: async (viewer, number, options = {}) => {
      const { book, country, leastEnding } = await index.open(viewer.tenantId);
      return lookupInBook(book, viewer, number, { country: options.country ?? country, leastEnding });
    },
    revision: async ({ tenantId }) => (await index.open(tenantId)).book.revision,
    country: async ({ tenantId }) => (await index.open(tenantId)).country,
  };
}

async function* everyPage(
  index: Pick<PhoneIndex, 'open'>,
  viewer: Viewer,
): AsyncGenerator<readonly PhoneContact[]> {
  const { book } = await index.open(viewer.tenantId);
  // Who is there now, each once, wherever an edit moves them while the pages go out.
  const contacts = findAll(book, {
    clue: everybody,
    accept: (slot) => book.isVisible(viewer, slot),
  });
  for (let at = 0; at < contacts.length; at += pageOfAll) {
    const { book: now } = await index.open(viewer.tenantId);
    const page = contacts.slice(at, at + pageOfAll).flatMap(({ id }) => now.contactOf(id) ?? []);
    yield page.filter((contact) => visibleContact(viewer, contact));
  }
}

interface Kept {
  readonly changes: number;
  readonly matches: readonly IndexedContact[];
}

// A phone that turns pages asks the same again: the last searches of a book are kept while it does not change.
const kept = new WeakMap<TenantBook, Map<string, Kept>>();
const keptEach = 16;

function matchesOf(book: TenantBook, viewer: Viewer, q: string, country: string): readonly IndexedContact[] {
  const searches = kept.get(book) ?? new Map<string, Kept>();
  kept.set(book, searches);
  const key = `${viewer.personId ?? ''} ${country} ${q}`;
  const known = searches.get(key);
  if (known?.changes === book.changes) return known.matches;
  const search = readSearch(q, country, { keypad: true });
  const { clue, accept } = search;
  const found = findSlots(
    book,
    { clue, accept: (slot) => book.isVisible(viewer, slot) && accept(slot, book) },
    Number.POSITIVE_INFINITY,
  );
  const matches = inRanks(found, search, book).map(book.contactAt);
  searches.delete(key);
  searches.set(key, { changes: book.changes, matches });
  for (const oldest of searches.keys()) {
    if (searches.size <= keptEach) break;
    searches.delete(oldest);
  }
  return matches;
}
