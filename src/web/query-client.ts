import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiProblem } from './api-client.ts';
import { sessionKey } from './session/session-query.ts';

/** Only what may heal by itself is asked again: no network, or a server that stumbled. */
function mayHeal(error: unknown): boolean {
  return error instanceof ApiProblem && (error.status === 0 || error.status >= 500);
}

// A session that ended while the page was open: forget it, and the frame leads to sign-in.
function forgetEndedSession(error: unknown): void {
  if (error instanceof ApiProblem && error.status === 401 && queryClient.getQueryData(sessionKey)) {
    queryClient.setQueryData(sessionKey, null);
  }
}

export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: forgetEndedSession }),
  mutationCache: new MutationCache({ onError: forgetEndedSession }),
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      retry: (failures, error) => failures < 2 && mayHeal(error),
    },
  },
});
