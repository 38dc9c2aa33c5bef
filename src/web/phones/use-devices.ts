import { useInfiniteQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { deviceList } from '../../contract/device.ts';
import { api, withQuery } from '../api-client.ts';

/** GET /devices. */
export function useDevices() {
  return useInfiniteQuery({
    queryKey: ['devices', 'list'],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      api.get<z.infer<typeof deviceList>>(withQuery('/devices', { limit: 200, cursor: pageParam }), {
        signal,
      }),
    getNextPageParam: (last) => last.nextCursor,
  });
}
