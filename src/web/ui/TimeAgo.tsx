import { exactTime, timeFrom } from './time.ts';
import { useNow } from './use-now.ts';

interface TimeAgoProps {
  readonly at: string;
}

/** A time as it is said, the exact one on hover. */
export function TimeAgo({ at }: TimeAgoProps) {
  // What the server stamped a moment ago may lie ahead of this clock, and "in 3 seconds" would be odd.
  const now = useNow();
  return (
    <time dateTime={at} title={exactTime(at)}>
      {timeFrom(at, now)}
    </time>
  );
}
