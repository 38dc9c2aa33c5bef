import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { z } from 'zod';
import type { eraseResult } from '../../contract/source.ts';
import { api } from '../api-client.ts';

/** POST /sources/:id/erase: everything that came from it. */
export function useEraseSource(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => api.post<z.infer<typeof eraseResult>>(`/sources/${id}/erase`),
    onSuccess: () => {
      for (const key of ['sources', 'contacts', 'runs']) void queries.invalidateQueries({ queryKey: [key] });
    },
  });
}
