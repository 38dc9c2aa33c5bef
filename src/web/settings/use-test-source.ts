import { useMutation } from '@tanstack/react-query';
import type { SourceTestResult } from '../../contract/source.ts';
import { api } from '../api-client.ts';

interface Trial {
  readonly id?: string | undefined;
  readonly kind: string;
  readonly settings: Readonly<Record<string, unknown>>;
}

/** POST /sources/test: what is typed now; secrets that were left out are those of the saved source. */
export function useTestSource() {
  return useMutation({
    mutationFn: (trial: Trial) => api.post<SourceTestResult>('/sources/test', trial),
  });
}
