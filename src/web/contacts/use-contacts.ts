import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import type { ContactList } from '../../contract/contact.ts';
import { api, withQuery } from '../api-client.ts';
import type { ContactFilter } from './contact-filter.ts';

const pageSize = 100;

/** GET /contacts, page by page. While a new filter loads, what the last one found stays. */
export function useContacts(filter: ContactFilter) {
  return useInfiniteQuery({
    queryKey: ['contacts', 'list', filter],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      api.get<ContactList>(withQuery('/contacts', { ...filter, limit: pageSize, cursor: pageParam }), {
        signal,
      }),
    getNextPageParam: (last) => last.nextCursor,
    placeholderData: keepPreviousData,
  });
}
