import { type InfiniteData, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { ContactDetail, ContactList } from '../../contract/contact.ts';
import type { Tagged } from '../api-client.ts';
import { contactKey } from './use-contact.ts';

/** Puts what the server answered into every list that shows the contact, without loading them again. */
export function useKeepContact(): (answer: Tagged<ContactDetail>) => void {
  const queries = useQueryClient();
  return useCallback(
    (answer) => {
      const { fields: _, ...contact } = answer.body;
      queries.setQueryData(contactKey(contact.id), answer);
      queries.setQueriesData<InfiniteData<ContactList>>({ queryKey: ['contacts', 'list'] }, (list) =>
        list
          ? {
              ...list,
              pages: list.pages.map((page) => ({
                ...page,
                items: page.items.map((item) => (item.id === contact.id ? contact : item)),
              })),
            }
          : undefined,
      );
    },
    [queries],
  );
}
