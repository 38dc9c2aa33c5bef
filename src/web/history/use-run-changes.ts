import { useInfiniteQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { RunChange, runChangeList } from '../../contract/run.ts';
import { api, withQuery } from '../api-client.ts';

/** GET /runs/:id/changes. */
export function useRunChanges(runId: string, change: RunChange['change'] | undefined) {
  return useInfiniteQuery({
    queryKey: ['runs', 'changes', runId, change],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      api.get<z.infer<typeof runChangeList>>(
        withQuery(`/runs/${runId}/changes`, { change, limit: 50, cursor: pageParam }),
        { signal },
      ),
    getNextPageParam: (last) => last.nextCursor,
  });
}
