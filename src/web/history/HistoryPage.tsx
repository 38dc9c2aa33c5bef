import { Button, Select, Skeleton } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { useRole } from '../session/use-session.ts';
import { useSources } from '../settings/use-sources.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Failed } from '../ui/Failed.tsx';
import { IconHistory } from '../ui/icons.ts';
import { Page } from '../ui/Page.tsx';
import { PageHead } from '../ui/PageHead.tsx';
import { RunDrawer } from './RunDrawer.tsx';
import { RunTable } from './RunTable.tsx';
import { useRuns } from './use-runs.ts';

const route = getRouteApi('/frame/history');
// The chart's library is the largest part of the application: it comes after the table.
const RunChart = lazy(() => import('./RunChart.tsx').then(({ RunChart: chart }) => ({ default: chart })));
const chartHeight = 200;

export function HistoryPage() {
  if (useRole() === 'administrator') return <RunsOfSource />;
  return (
    <EmptyState icon={<IconHistory size={22} />} title="Only administrators see the history">
      It lists when each source was synchronised, and what that changed.
    </EmptyState>
  );
}

/** Every run of a source, as a chart and a table. */
function RunsOfSource() {
  const { source: chosen, run } = route.useSearch();
  const navigate = route.useNavigate();
  const sources = useSources();
  const source = sources.data?.find((one) => one.id === chosen) ?? sources.data?.[0];
  const runs = useRuns(source?.id);
  const error = sources.error ?? runs.error;
  const items = runs.data?.pages.flatMap((page) => page.items);

  const choose = (id: string | null) =>
    void navigate({ search: { source: id ?? undefined, run: undefined }, replace: true });
  const open = (id: string | undefined) =>
    void navigate({ search: (before) => ({ ...before, run: id }), replace: run !== undefined });

  return (
    <>
      <PageHead title="History">
        {sources.data && sources.data.length > 1 && (
          <Select
            aria-label="Source"
            w={200}
            data={sources.data.map(({ id, name }) => ({ value: id, label: name }))}
            value={source?.id ?? null}
            onChange={choose}
            allowDeselect={false}
          />
        )}
      </PageHead>
      <Page>
        {error && !items ? (
          <Failed what="The history" error={error} retry={() => void runs.refetch()} />
        ) : sources.data?.length === 0 || items?.length === 0 ? (
          <EmptyState
            icon={<IconHistory size={22} />}
            title="No sync has run yet"
            action={
              <Button component={Link} to="/settings" variant="default">
                Go to Settings
              </Button>
            }
          >
            Every synchronisation of a source is listed here: when it ran, what it changed, and which rows it
            could not use.
          </EmptyState>
        ) : !items ? (
          <Skeleton height={400} radius={10} aria-label="Loading history" />
        ) : (
          <>
            <Suspense fallback={<Skeleton height={chartHeight} radius={8} />}>
              <RunChart runs={items} height={chartHeight} />
            </Suspense>
            <RunTable runs={items} onOpen={open} />
            {runs.hasNextPage && (
              <Button
                variant="default"
                loading={runs.isFetchingNextPage}
                onClick={() => void runs.fetchNextPage()}
                style={{ alignSelf: 'center' }}
              >
                Show older runs
              </Button>
            )}
          </>
        )}
      </Page>
      <RunDrawer id={run} onClose={() => open(undefined)} />
    </>
  );
}
