import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ContactList } from '../../contract/contact.ts';
import { api, withQuery } from '../api-client.ts';

export type Book = 'central' | 'personal';

/** So many rows are shown at once; the rest is found by searching. */
export const mostRows = 1000;

/** GET /contacts of one book: the central one without what sources brought. */
export function useBook(book: Book, q: string | undefined) {
  return useQuery({
    queryKey: ['contacts', 'book', book, q],
    queryFn: ({ signal }) =>
      api.get<ContactList>(
        withQuery('/contacts', {
          book,
          source: book === 'central' ? 'local' : undefined,
          q,
          limit: mostRows,
        }),
        { signal },
      ),
    placeholderData: keepPreviousData,
  });
}
