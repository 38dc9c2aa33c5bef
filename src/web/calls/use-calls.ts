import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { Call } from '../../contract/activity.ts';
import { api, withQuery } from '../api-client.ts';
import { readAgain } from '../live/read-again.ts';
import { useLive } from '../live/use-live.ts';

/** GET /calls: those of one's own extension; with `open` only those under way. Follows the events. */
export function useCalls(open: boolean, enabled = true) {
  const queries = useQueryClient();
  useLive('call', () => void readAgain(queries, { queryKey: ['calls'] }));
  return useQuery({
    queryKey: ['calls', open],
    queryFn: ({ signal }) =>
      api.get<{ items: Call[] }>(withQuery('/calls', { open: open ? 'true' : '' }), { signal }),
    enabled,
    refetchOnWindowFocus: true,
    staleTime: 0,
  });
}
