import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { z } from 'zod';
import type { importList, UndoResult } from '../../contract/phonebook.ts';
import { api, withQuery } from '../api-client.ts';
import type { Book } from './use-book.ts';

/** GET /phonebook/imports, newest first. */
export function useImports(book: Book) {
  return useQuery({
    queryKey: ['imports', book],
    queryFn: async ({ signal }) =>
      (await api.get<z.infer<typeof importList>>(withQuery('/phonebook/imports', { book }), { signal }))
        .items,
  });
}

/** POST /phonebook/imports/:id/undo. */
export function useUndoImport() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api.post<UndoResult>(`/phonebook/imports/${id}/undo`),
    onSettled: () => {
      void queries.invalidateQueries({ queryKey: ['contacts'] });
      void queries.invalidateQueries({ queryKey: ['imports'] });
    },
  });
}
