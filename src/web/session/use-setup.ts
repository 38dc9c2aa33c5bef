import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { z } from 'zod';
import type { Session, setup } from '../../contract/session.ts';
import { api } from '../api-client.ts';
import { sessionKey } from './session-query.ts';
import { setupQuery } from './setup-query.ts';

/** Creates the first administrator, who is then signed in. */
export function useSetup() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (first: z.input<typeof setup>) => api.post<Session>('/setup', first),
    onSuccess: (session) => {
      queries.setQueryData(setupQuery.queryKey, { needed: false });
      queries.setQueryData(sessionKey, session);
    },
  });
}
