import { useQuery } from '@tanstack/react-query';
import { sourcesQuery } from './sources-query.ts';

/** What everybody may know of the sources: id, kind and name. */
export function useSourceNames() {
  return useQuery(sourcesQuery);
}
