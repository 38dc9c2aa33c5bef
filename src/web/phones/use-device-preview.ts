import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { DevicePreview } from '../../contract/device.ts';
import { api, withQuery } from '../api-client.ts';

/** GET /devices/:id/preview, always as it is now. */
export function useDevicePreview(id: string, document: string | undefined, q: string) {
  return useQuery({
    queryKey: ['devices', 'preview', id, document, q],
    enabled: document !== undefined,
    placeholderData: keepPreviousData,
    staleTime: 0,
    gcTime: 0,
    queryFn: ({ signal }) =>
      api.get<DevicePreview>(withQuery(`/devices/${id}/preview`, { document, q }), { signal }),
  });
}
