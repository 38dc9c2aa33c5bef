import { useInfiniteQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { deviceList } from '../../contract/device.ts';
import { api, withQuery } from '../api-client.ts';

// Who has just set a phone up watches for it to be seen.
const restingMs = 15_000;

/** GET /devices. */
export function useDevices() {
  return useInfiniteQuery({
    queryKey: ['devices', 'list'],
    refetchInterval: restingMs,
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      api.get<z.infer<typeof deviceList>>(withQuery('/devices', { limit: 200, cursor: pageParam }), {
        signal,
      }),
    getNextPageParam: (last) => last.nextCursor,
  });
}
