import { queryOptions } from '@tanstack/react-query';
import type { Session } from '../../contract/session.ts';
import { ApiProblem, api } from '../api-client.ts';

export const sessionKey = ['session'];

/** Who is signed in; null when nobody is. */
export const sessionQuery = queryOptions({
  queryKey: sessionKey,
  staleTime: 5 * 60_000,
  queryFn: async ({ signal }): Promise<Session | null> => {
    try {
      return await api.get<Session>('/session', { signal });
    } catch (error) {
      if (error instanceof ApiProblem && error.status === 401) return null;
      throw error;
    }
  },
});
