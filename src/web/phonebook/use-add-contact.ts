import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { z } from 'zod';
import type { ContactDetail, contactCreate } from '../../contract/contact.ts';
import { api } from '../api-client.ts';

/** POST /contacts. */
export function useAddContact() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (contact: z.input<typeof contactCreate>) => api.post<ContactDetail>('/contacts', contact),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['contacts'] }),
  });
}
