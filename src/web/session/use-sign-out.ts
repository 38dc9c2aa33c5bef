import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { api } from '../api-client.ts';
import { sessionKey } from './session-query.ts';

export function useSignOut() {
  const queries = useQueryClient();
  const router = useRouter();
  return useMutation({
    mutationFn: () => api.delete('/session'),
    onSuccess: async () => {
      // Nothing of what this person saw stays for the next one at this browser.
      queries.clear();
      queries.setQueryData(sessionKey, null);
      await router.navigate({ to: '/sign-in', search: { next: '/' } });
    },
  });
}
