import { Progress } from '@mantine/core';
import type { Source } from '../../contract/source.ts';
import { count, counted } from '../ui/count.ts';
import classes from './SourceProgress.module.css';

/** A thin bar while a run is under way; its room is there only then. */
export function SourceProgress({ status }: { readonly status: Source['status'] }) {
  if (status.state !== 'running') return null;
  const { received, total } = status.progress ?? { received: 0, total: null };
  const share = total ? Math.min(100, (received / total) * 100) : null;
  return (
    <div className={classes.progress}>
      <Progress.Root size={4}>
        <Progress.Section
          value={share ?? 100}
          striped={share === null}
          animated={share === null}
          aria-label="Progress of the sync"
        />
      </Progress.Root>
      <span className={classes.words}>
        {total
          ? `${count(received)} of ${counted(total, 'contact')} received`
          : `${counted(received, 'contact')} received`}
      </span>
    </div>
  );
}
