import type { OpenBook } from '../../directory/phone-index/phone-index.ts';
import type { Viewer } from '../../directory/viewer.ts';
import { visibleContact } from '../../directory/visible-to.ts';
import type { Outcome } from './answer.ts';
import type { PlainEntry } from './entry.ts';
import { bookEntry, suffixEntry } from './plain-entries.ts';
import type { SearchRequest } from './request.ts';
import { resultCodes } from './result-codes.ts';
import { type Book, bookDn, books, type Place } from './tree.ts';

/** What a search looks at. */
export interface Scope {
  readonly plain: readonly PlainEntry[];
  readonly people: { readonly book: Book | null; readonly id: string | null } | null;
}

const none: Scope = { plain: [], people: null };
const everyone = { book: null, id: null } as const;

/**
 * What lies below a place. A search of the whole tree finds people only: the units would be lines without a name on a
 * phone's screen; who browses goes level by level and finds them.
 */
export function scopeOf(
  place: Place,
  scope: SearchRequest['scope'],
  open: Pick<OpenBook, 'book'>,
  viewer: Viewer,
): Scope | Outcome {
  switch (place.kind) {
    // Many phones are set up without a base, and mean everything.
    case 'root':
      return scope === 'sub' ? { plain: [], people: everyone } : { plain: [suffixEntry], people: null };
    case 'suffix':
      if (scope === 'sub') return { plain: [], people: everyone };
      return { plain: scope === 'base' ? [suffixEntry] : books.map(bookEntry), people: null };
    case 'book':
      if (scope === 'base') return { plain: [bookEntry(place.book)], people: null };
      return { plain: [], people: { book: place.book, id: null } };
    case 'contact': {
      const contact = open.book.contactOf(place.id);
      if (contact?.book !== place.book || !visibleContact(viewer, contact))
        return { code: resultCodes.noSuchObject, matched: bookDn(place.book) };
      return scope === 'one' ? none : { plain: [], people: { book: place.book, id: place.id } };
    }
    case 'subschema':
      return none;
    case 'nowhere':
      return { code: resultCodes.noSuchObject, matched: place.matched };
  }
}
