import { Alert } from '@mantine/core';
import type { Source } from '../../contract/source.ts';
import { IconClock } from '../ui/icons.ts';
import { TimeAgo } from '../ui/TimeAgo.tsx';
import { useNow } from '../ui/use-now.ts';
import { isStale } from './is-stale.ts';

/** Nobody looks at a page every day: what quietly stopped must stand out when somebody does. */
export function StaleWarning({ source }: { readonly source: Source }) {
  const now = useNow();
  if (!isStale(source, now)) return null;
  const { intervalHours, createdAt, status } = source;
  const due = `one is due every ${intervalHours === 1 ? 'hour' : `${intervalHours} hours`}`;
  return (
    <Alert role="status" variant="default" data-tone="warn" icon={<IconClock size={18} />}>
      {status.lastSuccessAt ? (
        <>
          The last sync that succeeded was <TimeAgo at={status.lastSuccessAt} />, though {due}: contacts may
          be out of date.{' '}
        </>
      ) : (
        <>
          No sync has succeeded since this source was set up <TimeAgo at={createdAt} />, though {due}: its
          contacts are not here, or not all of them.{' '}
        </>
      )}
      Trigger a sync, and look under History at what went wrong.
    </Alert>
  );
}
