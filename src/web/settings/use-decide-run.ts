import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Run } from '../../contract/run.ts';
import { api } from '../api-client.ts';

/** POST /runs/:id/apply or /discard: what becomes of a held run's removals. */
export function useDecideRun(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (decision: 'apply' | 'discard') => api.post<Run>(`/runs/${id}/${decision}`),
    onSettled: () => {
      for (const key of ['sources', 'contacts', 'runs']) void queries.invalidateQueries({ queryKey: [key] });
    },
  });
}
