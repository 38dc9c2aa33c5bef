import { useQuery } from '@tanstack/react-query';
import type { ContactDetail } from '../../contract/contact.ts';
import { api, type Tagged } from '../api-client.ts';

export const contactKey = (id: string) => ['contacts', 'one', id];

/** GET /contacts/:id with its ETag. */
export function useContact(id: string) {
  return useQuery({
    queryKey: contactKey(id),
    queryFn: ({ signal }): Promise<Tagged<ContactDetail>> =>
      api.getTagged<ContactDetail>(`/contacts/${id}`, { signal }),
  });
}
