import { useQuery } from '@tanstack/react-query';
import type { VendorSettings } from '../../contract/device.ts';
import { api } from '../api-client.ts';

/** GET /devices/:id/settings: of every vendor. */
export function useDeviceSettings(id: string) {
  return useQuery({
    queryKey: ['devices', 'settings', id],
    queryFn: async ({ signal }) =>
      (await api.get<{ items: VendorSettings[] }>(`/devices/${id}/settings`, { signal })).items,
  });
}
