const overlapMs = 60_000;
const withoutDateMs = 5 * 60_000;

/**
 * From which second to ask for changes next time, in UNIX seconds of the service's clock: what it said at the first
 * answer, and a minute before, since a change becomes visible some time after it was stamped. A service that does not
 * tell its time has ours, less five minutes.
 */
export function sinceOf(date: Date | null, now: Date): number {
  const at = date === null ? now.getTime() - withoutDateMs : date.getTime() - overlapMs;
  return Math.max(1, Math.floor(at / 1000));
}
