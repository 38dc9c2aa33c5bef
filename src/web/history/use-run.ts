import { useQuery } from '@tanstack/react-query';
import type { Run } from '../../contract/run.ts';
import { api } from '../api-client.ts';

/** GET /runs/:id. */
export function useRun(id: string) {
  return useQuery({
    queryKey: ['runs', 'one', id],
    queryFn: ({ signal }) => api.get<Run>(`/runs/${id}`, { signal }),
  });
}
