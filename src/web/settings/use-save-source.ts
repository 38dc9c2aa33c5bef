import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { z } from 'zod';
import type { Source, sourceCreate } from '../../contract/source.ts';
import { api } from '../api-client.ts';
import { sourcesQuery } from './sources-query.ts';

export type SourceDraft = z.input<typeof sourceCreate>;

/** POST /sources, or PATCH /sources/:id when it exists. */
export function useSaveSource(id: string | undefined) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ kind, ...rest }: SourceDraft) =>
      id === undefined
        ? api.post<Source>('/sources', { kind, ...rest })
        : api.patch<Source>(`/sources/${id}`, rest),
    onSuccess: () => queries.invalidateQueries({ queryKey: sourcesQuery.queryKey }),
  });
}
