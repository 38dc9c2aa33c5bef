import { queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type { sourceList } from '../../contract/source.ts';
import { api } from '../api-client.ts';

/** GET /sources. Administrators get whole sources, everybody else their names. */
export const sourcesQuery = queryOptions({
  queryKey: ['sources'],
  queryFn: async ({ signal }) => (await api.get<z.infer<typeof sourceList>>('/sources', { signal })).items,
});
