import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { EventData } from '../../contract/events.ts';
import type { ImportResult } from '../../contract/phonebook.ts';
import type { Mapping } from '../../domain/mapping.ts';
import { withQuery } from '../api-client.ts';
import { useLive } from '../live/use-live.ts';
import { newRequestId } from '../ui/new-request-id.ts';
import { upload } from '../upload.ts';
import type { Book } from './use-book.ts';

export type ImportMode = 'replace' | 'merge';

interface Import {
  readonly file: File;
  readonly book: Book;
  readonly mode: ImportMode;
  readonly dryRun: boolean;
  /** Instead of what the bytes look like. */
  readonly encoding: string | undefined;
  /** Instead of what the headings suggest. */
  readonly mapping: Mapping | undefined;
}

export interface ImportProgress {
  readonly phase: 'sending' | 'reading' | 'comparing' | 'writing';
  /** From 0 to 1: how much of the file has been sent. */
  readonly sent: number;
  /** Usable rows read until now. */
  readonly contacts: number;
}

const beginning: ImportProgress = { phase: 'sending', sent: 0, contacts: 0 };
type Ended = Extract<EventData<'import'>['phase'], 'done' | 'cancelled' | 'failed'>;

/** POST /phonebook/import, with how far it is; with `dryRun` only the preview. */
export function useImport() {
  const queries = useQueryClient();
  const [progress, setProgress] = useState(beginning);
  const current = useRef<{ id: string; gone: AbortController; onEnd?: (how: Ended) => void }>(undefined);

  useLive('import', ({ id, phase, contacts }) => {
    if (id !== current.current?.id) return;
    if (phase === 'done' || phase === 'cancelled' || phase === 'failed') current.current.onEnd?.(phase);
    else setProgress(({ sent }) => ({ sent, contacts, phase: sent < 1 ? 'sending' : phase }));
  });

  const { mutate, data, error, isPending, isSuccess } = useMutation({
    mutationFn: ({ file, book, mode, dryRun, encoding, mapping }: Import) => {
      current.current?.gone.abort();
      const id = newRequestId();
      const gone = new AbortController();
      current.current = { id, gone };
      setProgress(beginning);
      return upload<ImportResult>(
        withQuery('/phonebook/import', { book, mode, dryRun, encoding, progress: id }),
        file,
        {
          signal: gone.signal,
          fields: mapping && { mapping: JSON.stringify(mapping) },
          onSent: (sent) =>
            setProgress(({ phase, contacts }) => ({
              sent,
              contacts,
              phase: sent < 1 || phase !== 'sending' ? phase : 'reading',
            })),
        },
      );
    },
    onSuccess: (_, { dryRun }) => {
      current.current?.onEnd?.('done');
      if (!dryRun) readAgain();
    },
  });

  const readAgain = () => {
    void queries.invalidateQueries({ queryKey: ['contacts'] });
    void queries.invalidateQueries({ queryKey: ['imports'] });
  };

  /** Gives the upload up, and tells what became of it; `unknown` when the server does not say. */
  const cancel = async (): Promise<Ended | 'unknown'> => {
    const one = current.current;
    if (!one) return 'unknown';
    const how = await new Promise<Ended | 'unknown'>((resolve) => {
      one.onEnd = resolve;
      setTimeout(() => resolve('unknown'), answerMs);
      one.gone.abort();
    });
    readAgain();
    return how;
  };

  return {
    mutate,
    cancel,
    /** Gives the upload up without asking what became of it. */
    abandon: () => current.current?.gone.abort(),
    data,
    error,
    isPending,
    isSuccess,
    progress,
  };
}

const answerMs = 5_000;
