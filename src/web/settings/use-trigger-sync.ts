import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../api-client.ts';
import { sourcesQuery } from './sources-query.ts';

/** POST /sources/:id/sync. */
export function useTriggerSync(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (mode?: 'full') => api.post<{ runId: string }>(`/sources/${id}/sync`, mode ? { mode } : {}),
    onSettled: () => queries.invalidateQueries({ queryKey: sourcesQuery.queryKey }),
  });
}
