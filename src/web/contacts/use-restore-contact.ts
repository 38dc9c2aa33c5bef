import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ContactDetail } from '../../contract/contact.ts';
import { api } from '../api-client.ts';

/** POST /contacts/:id/restore: a hidden contact comes back as its source has it today. */
export function useRestoreContact() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api.postTagged<ContactDetail>(`/contacts/${id}/restore`),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['contacts'] }),
  });
}
