import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../api-client.ts';
import { sessionKey } from '../session/session-query.ts';

interface ProfileChange {
  readonly name?: string;
  readonly currentPassword?: string;
  readonly newPassword?: string;
}

/** PATCH /profile. */
export function useSaveProfile() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: ProfileChange) => api.patch<undefined>('/profile', body),
    onSuccess: () => queries.invalidateQueries({ queryKey: sessionKey }),
  });
}
