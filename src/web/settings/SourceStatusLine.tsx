import { Alert } from '@mantine/core';
import type { Source } from '../../contract/source.ts';
import { count, counted } from '../ui/count.ts';
import { IconAlertTriangle } from '../ui/icons.ts';
import { TimeAgo } from '../ui/TimeAgo.tsx';
import { useNow } from '../ui/use-now.ts';
import classes from './SourceStatusLine.module.css';
import { StaleWarning } from './StaleWarning.tsx';

/** How the source stands, in words: the last success, what went wrong since and what to do, the next run. */
export function SourceStatusLine({ source }: { readonly source: Source }) {
  const { state, lastSuccessAt, synced, deleted, contacts, message, remark } = source.status;
  return (
    <div className={classes.status}>
      <p className={classes.line}>
        {lastSuccessAt ? (
          <span>
            Synced <TimeAgo at={lastSuccessAt} />
          </span>
        ) : (
          <span>Never synced</span>
        )}
        {lastSuccessAt && (
          <>
            <span>{counted(synced, 'contact')} synced</span>
            <span>{count(deleted)} deleted</span>
          </>
        )}
        <span>{counted(contacts, 'contact')} here now</span>
        <NextRun source={source} />
      </p>
      <StaleWarning source={source} />
      {state !== 'held' && message !== '' && (
        <Alert
          role="status"
          variant="default"
          data-tone={state === 'failed' ? 'bad' : 'warn'}
          icon={<IconAlertTriangle size={18} />}
        >
          {message}
        </Alert>
      )}
      {remark !== '' && <p className={classes.remark}>{remark}</p>}
    </div>
  );
}

const minuteMs = 60_000;

function NextRun({ source: { enabled, status } }: { readonly source: Source }) {
  const now = useNow();
  if (status.state === 'running') return null;
  if (!enabled) return <span>Runs only when triggered</span>;
  if (!status.nextRunAt) return null;
  return (
    <span>
      {now - Date.parse(status.nextRunAt) > minuteMs ? 'Next sync was due' : 'Next sync'}{' '}
      <TimeAgo at={status.nextRunAt} />
    </span>
  );
}
