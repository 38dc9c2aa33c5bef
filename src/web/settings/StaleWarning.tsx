import { Alert } from '@mantine/core';
import type { Source } from '../../contract/source.ts';
import { IconClock } from '../ui/icons.ts';
import { TimeAgo } from '../ui/TimeAgo.tsx';
import { useNow } from '../ui/use-now.ts';

const hourMs = 3_600_000;
const intervals = 3;

/** Nobody looks at a page every day: what quietly stopped must stand out when somebody does. */
export function StaleWarning({ source: { enabled, intervalHours, status } }: { readonly source: Source }) {
  const now = useNow();
  const { lastSuccessAt, state } = status;
  if (!enabled || lastSuccessAt === null || state === 'running') return null;
  if (now - Date.parse(lastSuccessAt) <= intervals * intervalHours * hourMs) return null;
  return (
    <Alert role="status" variant="default" data-tone="warn" icon={<IconClock size={18} />}>
      The last sync that succeeded was <TimeAgo at={lastSuccessAt} />, though one is due every{' '}
      {intervalHours === 1 ? 'hour' : `${intervalHours} hours`}: contacts may be out of date. Trigger a sync,
      and look under History at what went wrong.
    </Alert>
  );
}
