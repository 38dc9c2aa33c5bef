import { useQuery } from '@tanstack/react-query';
import type { Device } from '../../contract/device.ts';
import { api } from '../api-client.ts';

// Who has just set a phone up watches for it to be seen.
const restingMs = 15_000;

/** GET /devices/:id. */
export function useDevice(id: string) {
  return useQuery({
    queryKey: ['devices', 'one', id],
    refetchInterval: restingMs,
    queryFn: ({ signal }) => api.get<Device>(`/devices/${id}`, { signal }),
  });
}
