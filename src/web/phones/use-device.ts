import { useQuery } from '@tanstack/react-query';
import type { Device } from '../../contract/device.ts';
import { api } from '../api-client.ts';

/** GET /devices/:id. */
export function useDevice(id: string) {
  return useQuery({
    queryKey: ['devices', 'one', id],
    queryFn: ({ signal }) => api.get<Device>(`/devices/${id}`, { signal }),
  });
}
