import type { Device } from '../../contract/device.ts';
import { TimeAgo } from '../ui/TimeAgo.tsx';
import classes from './LastSeen.module.css';

/** When a device last asked, from where, and what it said it is. */
export function LastSeen({
  device: { lastSeenAt, lastSeenFrom, lastSeenWith },
}: {
  readonly device: Device;
}) {
  if (lastSeenAt === null) return <span className={classes.quiet}>never</span>;
  const details = [lastSeenFrom, lastSeenWith].filter((detail) => detail !== null && detail !== '');
  return (
    <>
      <TimeAgo at={lastSeenAt} />
      {details.length > 0 && (
        <div className={`tabular cut ${classes.quiet} ${classes.details}`} title={details.join(' · ')}>
          {details.join(' · ')}
        </div>
      )}
    </>
  );
}
