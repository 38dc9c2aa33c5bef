import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { EventData } from '../../contract/events.ts';
import type { Source } from '../../contract/source.ts';
import { readAgain } from '../live/read-again.ts';
import { useLive } from '../live/use-live.ts';
import { sourcesQuery } from './sources-query.ts';

const isWhole = (item: object): item is Source => 'status' in item;
const whileRunningMs = 4_000;
const restingMs = 60_000;

/** The sources with their status, moving with what the server tells about runs. */
export function useSources() {
  const queries = useQueryClient();
  useLive('run', (run) => {
    const known = queries.getQueryData(sourcesQuery.queryKey);
    queries.setQueryData(sourcesQuery.queryKey, (items) =>
      items?.map((item) => (isWhole(item) && item.id === run.sourceId ? withProgress(item, run) : item)),
    );
    // What the event does not say (when the next run is due, what to do about a failure) is asked for.
    const before = known?.find((item) => item.id === run.sourceId);
    if (!before || !isWhole(before) || before.status.state !== 'running' || run.state !== 'running') {
      void readAgain(queries, { queryKey: sourcesQuery.queryKey });
      void readAgain(queries, { queryKey: ['runs'] });
    }
  });
  return useQuery({
    ...sourcesQuery,
    select: (items) => items.filter(isWhole),
    // In case the line for events is cut by a proxy.
    refetchInterval: ({ state }) =>
      state.data?.some((item) => isWhole(item) && item.status.state === 'running')
        ? whileRunningMs
        : restingMs,
  });
}

function withProgress(source: Source, run: EventData<'run'>): Source {
  if (run.state !== 'running') return source;
  return {
    ...source,
    status: {
      ...source.status,
      state: 'running',
      runId: run.id,
      progress: { received: run.received, total: run.total },
    },
  };
}
