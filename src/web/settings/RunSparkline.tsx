import { useRuns } from '../history/use-runs.ts';
import classes from './RunSparkline.module.css';

const shown = 16;
// Fewer show nothing that the words do not.
const fewest = 4;
const barWidth = 5;
const height = 22;

/** The last runs as small bars: how much each changed, and how it ended. */
export function RunSparkline({ sourceId }: { readonly sourceId: string }) {
  const runs = (useRuns(sourceId).data?.pages[0]?.items ?? []).slice(0, shown).reverse();
  if (runs.length < fewest) return null;
  const changed = runs.map((run) => run.added + run.updated + run.deleted);
  const most = Math.max(1, ...changed);
  const failed = runs.filter((run) => run.state === 'failed').length;
  return (
    <svg
      className={classes.bars}
      width={runs.length * barWidth}
      height={height}
      role="img"
      aria-label={`The last ${runs.length} runs, ${failed} of them failed`}
    >
      {runs.map((run, at) => {
        // A run that changed nothing still shows that it was.
        const size = 3 + Math.sqrt((changed[at] ?? 0) / most) * (height - 3);
        return (
          <rect
            key={run.id}
            data-state={run.state}
            x={at * barWidth}
            y={height - size}
            width={barWidth - 2}
            height={size}
            rx={1}
          />
        );
      })}
    </svg>
  );
}
