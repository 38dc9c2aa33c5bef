import { type RawBuilder, sql } from 'kysely';
import type { Viewer } from '../directory/viewer.ts';
import { DirectoryError } from '../domain/errors.ts';
import type { PersonId, TenantId } from '../domain/ids.ts';

export type Book = 'central' | 'personal';

/** One book: the tenant's, or one person's. */
export interface BookPlace {
  readonly tenantId: TenantId;
  readonly book: Book;
  readonly ownerId: PersonId | null;
}

/** The central book, or the viewer's own; nobody gets at another's. Ends with `not-allowed` for an API key's own. */
export function bookPlace(viewer: Viewer, book: Book): BookPlace {
  const { tenantId, personId } = viewer;
  if (book === 'central') return { tenantId, book, ownerId: null };
  if (personId === null)
    throw new DirectoryError('not-allowed', 'An API key belongs to nobody, so it has no personal book.');
  return { tenantId, book, ownerId: personId };
}

/** The condition that a row of `local_contact` or `phonebook_import` belongs to the book. */
export const inBook = ({ tenantId, book, ownerId }: BookPlace): RawBuilder<boolean> =>
  sql<boolean>`tenant_id = ${tenantId} and book = ${book} and owner_id is not distinct from ${ownerId}::uuid`;

/** The name of the lock that imports into a book, and undos, take one after the other. */
export const lockName = ({ tenantId, book, ownerId }: BookPlace): string =>
  `phonebook ${tenantId} ${book} ${ownerId ?? ''}`;
