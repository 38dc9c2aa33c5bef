import { useMutation } from '@tanstack/react-query';
import type { ContactDetail, ContactPatch } from '../../contract/contact.ts';
import { api } from '../api-client.ts';
import { useKeepContact } from './use-keep-contact.ts';

interface Edit {
  readonly id: string;
  readonly patch: ContactPatch;
  readonly etag: string | null;
}

/** PATCH /contacts/:id. Ends with 412 when somebody else changed the contact since `etag`. */
export function useEditContact() {
  const keep = useKeepContact();
  return useMutation({
    mutationFn: ({ id, patch, etag }: Edit) =>
      api.patchTagged<ContactDetail>(`/contacts/${id}`, patch, { ifMatch: etag }),
    onSuccess: keep,
  });
}
