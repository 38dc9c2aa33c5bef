import type { Viewer } from '../viewer.ts';
import type { IndexedContact } from './indexed-contact.ts';

/** directory/visible-to.ts, for a contact in memory: everybody's contacts, and one's own. Hidden ones are not published. */
export const isVisibleTo = (viewer: Viewer, contact: IndexedContact): boolean =>
  contact.book === 'central' || (viewer.personId !== null && contact.ownerId === viewer.personId);
