import '@mantine/charts/styles.layer.css';
import { BarChart } from '@mantine/charts';
import type { Run } from '../../contract/run.ts';
import { count } from '../ui/count.ts';

interface RunChartProps {
  readonly runs: readonly Run[];
  readonly height: number;
}

const mostBars = 40;
const axis = new Intl.DateTimeFormat(undefined, {
  month: 'short',
  day: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
});
const series = [
  { name: 'added', label: 'Added', color: 'teal.6' },
  { name: 'updated', label: 'Updated', color: 'accent.4' },
  { name: 'deleted', label: 'Deleted', color: 'red.6' },
];

/** What the runs changed, oldest at the left. The table below says the same in figures. */
export function RunChart({ runs, height }: RunChartProps) {
  const bars = runs
    .slice(0, mostBars)
    .reverse()
    .map(({ startedAt, added, updated, deleted }) => ({
      at: axis.format(new Date(startedAt)),
      added,
      updated,
      deleted,
    }));
  return (
    <div role="img" aria-label={`Contacts changed by the last ${bars.length} runs`}>
      <BarChart
        h={height}
        data={bars}
        dataKey="at"
        type="stacked"
        series={series}
        withLegend
        legendProps={{ verticalAlign: 'top', height: 32 }}
        maxBarWidth={24}
        valueFormatter={count}
        tickLine="none"
        gridAxis="x"
        barProps={{ isAnimationActive: false }}
        xAxisProps={{ interval: 'preserveStartEnd', minTickGap: 40 }}
      />
    </div>
  );
}
