import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ImportResult } from '../../contract/phonebook.ts';
import { withQuery } from '../api-client.ts';
import { upload } from '../upload.ts';
import type { Book } from './use-book.ts';

export type ImportMode = 'replace' | 'merge';

interface Import {
  readonly file: File;
  readonly book: Book;
  readonly mode: ImportMode;
  readonly dryRun: boolean;
  readonly signal?: AbortSignal;
  /** From 0 to 1: how much of the file has been sent. */
  readonly onSent: (share: number) => void;
}

/** POST /phonebook/import; with `dryRun` only the preview. */
export function useImport() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ file, book, mode, dryRun, signal, onSent }: Import) =>
      upload<ImportResult>(withQuery('/phonebook/import', { book, mode, dryRun }), file, { signal, onSent }),
    onSuccess: (_, { dryRun }) => {
      if (dryRun) return;
      void queries.invalidateQueries({ queryKey: ['contacts'] });
      void queries.invalidateQueries({ queryKey: ['imports'] });
    },
  });
}
