import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { z } from 'zod';
import type { TenantSettings, tenantPatch } from '../../../contract/tenant.ts';
import { api } from '../../api-client.ts';
import { sessionKey } from '../../session/session-query.ts';

const settingsKey = ['tenant-settings'];
const whileRereadingMs = 1_000;

/** GET /settings, followed closely while numbers are read anew. */
export function useTenantSettings() {
  return useQuery({
    queryKey: settingsKey,
    queryFn: ({ signal }) => api.get<TenantSettings>('/settings', { signal }),
    refetchInterval: ({ state }) => (state.data?.rereading ? whileRereadingMs : false),
  });
}

/** PATCH /settings. */
export function useSaveTenantSettings() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: z.input<typeof tenantPatch>) => api.patch<TenantSettings>('/settings', body),
    onSuccess: (saved) => {
      queries.setQueryData(settingsKey, saved);
      // The company's name stands in the frame.
      void queries.invalidateQueries({ queryKey: sessionKey });
    },
  });
}
