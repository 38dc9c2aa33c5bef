import { useInfiniteQuery } from '@tanstack/react-query';
import type { AuditEvent } from '../../contract/people.ts';
import { api, withQuery } from '../api-client.ts';

export interface AuditFilter {
  readonly subjectKind: string;
  readonly actor: string;
  readonly since: string;
  readonly until: string;
}

/** GET /audit, a page after the other. */
export function useAudit(filter: AuditFilter) {
  return useInfiniteQuery({
    queryKey: ['audit', filter],
    queryFn: ({ signal, pageParam }) =>
      api.get<{ items: AuditEvent[]; nextCursor?: string }>(
        withQuery('/audit', { ...filter, limit: 100, cursor: pageParam }),
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
  });
}
