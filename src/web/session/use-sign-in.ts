import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Session } from '../../contract/session.ts';
import { api } from '../api-client.ts';
import { sessionKey } from './session-query.ts';

export interface Credentials {
  readonly email: string;
  readonly password: string;
}

export function useSignIn() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (credentials: Credentials) => api.post<Session>('/session', credentials),
    onSuccess: (session) => queries.setQueryData(sessionKey, session),
  });
}
