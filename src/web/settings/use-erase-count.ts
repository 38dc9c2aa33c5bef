import { useQuery } from '@tanstack/react-query';
import { api } from '../api-client.ts';

interface Going {
  readonly contacts: number;
  readonly activities: number;
}

/** GET /sources/:id/erase: what would go, asked anew whenever the question is. */
export function useEraseCount(id: string, enabled: boolean) {
  return useQuery({
    queryKey: ['sources', 'erase', id],
    queryFn: ({ signal }) => api.get<Going>(`/sources/${id}/erase`, { signal }),
    enabled,
    staleTime: 0,
  });
}
