import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { sessionQuery } from './session-query.ts';

/** A session that ends while a page is open (disabled, a new password, 30 days over) leads to sign-in, and nothing stays on screen. */
export function useLeaveWhenOver(): void {
  const queries = useQueryClient();
  const router = useRouter();
  const isOver = useSuspenseQuery(sessionQuery).data === null;
  useEffect(() => {
    if (!isOver) return;
    void router
      .invalidate()
      .then(() =>
        queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionQuery.queryKey[0] }),
      );
  }, [isOver, queries, router]);
}
