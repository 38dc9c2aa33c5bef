import { queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type { setupState } from '../../contract/session.ts';
import { api } from '../api-client.ts';

/** Whether the first administrator is still to be created. */
export const setupQuery = queryOptions({
  queryKey: ['setup'],
  queryFn: ({ signal }) => api.get<z.infer<typeof setupState>>('/setup', { signal }),
});
