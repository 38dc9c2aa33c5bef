import type { QueryClient, QueryFilters } from '@tanstack/react-query';

/**
 * Reads queries again that something has happened to. One that is being read for the first time is read once more
 * afterwards: its answer may be older than what happened, and `invalidateQueries` alone would leave it at that.
 */
export async function readAgain(queries: QueryClient, filters: QueryFilters): Promise<void> {
  const beingRead = queries
    .getQueryCache()
    .findAll(filters)
    .filter(({ state }) => state.data === undefined && state.fetchStatus === 'fetching');
  const others = queries.invalidateQueries(filters);
  await Promise.allSettled(beingRead.map(({ promise }) => promise));
  await Promise.all([
    others,
    ...beingRead.map(({ queryKey }) => queries.invalidateQueries({ queryKey, exact: true })),
  ]);
}
