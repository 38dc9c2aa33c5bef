import { useInfiniteQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { runList } from '../../contract/run.ts';
import { api, withQuery } from '../api-client.ts';

/** GET /sources/:id/runs, newest first. */
export function useRuns(sourceId: string | undefined) {
  return useInfiniteQuery({
    queryKey: ['runs', 'of', sourceId],
    enabled: sourceId !== undefined,
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      api.get<z.infer<typeof runList>>(
        withQuery(`/sources/${sourceId}/runs`, { limit: 50, cursor: pageParam }),
        {
          signal,
        },
      ),
    getNextPageParam: (last) => last.nextCursor,
  });
}
