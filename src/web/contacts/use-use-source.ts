import { useMutation } from '@tanstack/react-query';
import type { ContactDetail } from '../../contract/contact.ts';
import { api } from '../api-client.ts';
import { useKeepContact } from './use-keep-contact.ts';

/** POST /contacts/:id/use-source: these fields, or all, follow the source again. */
export function useUseSource(id: string) {
  const keep = useKeepContact();
  return useMutation({
    mutationFn: (fields?: readonly string[]) =>
      api.postTagged<ContactDetail>(`/contacts/${id}/use-source`, fields ? { fields } : {}),
    onSuccess: keep,
  });
}
