import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { z } from 'zod';
import type {
  Device,
  DeviceCheck,
  DeviceWithCredentials,
  deviceCreate,
  devicePatch,
} from '../../contract/device.ts';
import { api } from '../api-client.ts';

export type DeviceBody = z.infer<typeof deviceCreate>;
type DeviceChange = z.infer<typeof devicePatch> & { readonly id: string };

/** What an administrator does with devices; each act reads them again. */
export function useDeviceActs() {
  const queries = useQueryClient();
  const onSuccess = () => queries.invalidateQueries({ queryKey: ['devices'] });
  return {
    create: useMutation({
      mutationFn: (body: DeviceBody) => api.post<DeviceWithCredentials>('/devices', body),
      onSuccess,
    }),
    change: useMutation({
      mutationFn: ({ id, ...body }: DeviceChange) => api.patch<Device>(`/devices/${id}`, body),
      onSuccess,
    }),
    rotate: useMutation({
      mutationFn: (id: string) => api.post<DeviceWithCredentials>(`/devices/${id}/rotate`),
      onSuccess,
    }),
    revoke: useMutation({
      mutationFn: (id: string) => api.delete(`/devices/${id}`),
      // Not the revoked one itself: there is nothing to read any more.
      onSuccess: () => queries.invalidateQueries({ queryKey: ['devices', 'list'] }),
    }),
  };
}

/** POST /devices/:id/check. */
export function useCheckDevice(id: string) {
  return useMutation({ mutationFn: (q: string) => api.post<DeviceCheck>(`/devices/${id}/check`, { q }) });
}
