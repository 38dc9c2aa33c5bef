import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { deviceVendors } from '../../contract/device.ts';
import { api } from '../api-client.ts';

/** GET /devices/vendors: the phones, softphones and PBXs that there are settings for. */
export function useVendors() {
  return useQuery({
    queryKey: ['device-vendors'],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async ({ signal }) =>
      (await api.get<z.infer<typeof deviceVendors>>('/devices/vendors', { signal })).items,
  });
}
