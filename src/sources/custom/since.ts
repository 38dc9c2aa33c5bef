/** A change may become visible a little after the moment it was stamped with. */
const overlapMs = 10_000;
/** Within one run, only the second that was under way matters: more would bring again what was just imported there. */
const checkOverlapMs = 1_000;
const withoutDateMs = 5 * 60_000;

export interface Since {
  /** For the next run. */
  readonly nextSince: number;
  /** For the check at the end of the pass that begins now. */
  readonly since: number;
}

/**
 * From which second to ask for changes later, in UNIX seconds of the service's own clock, as it stood at the first
 * answer. A service that does not tell its time has ours, less five minutes.
 */
export function sinceOf(date: Date | null, now: Date): Since {
  const before = (ms: number) => Math.max(1, Math.floor(((date ?? now).getTime() - ms) / 1000));
  return date === null
    ? { nextSince: before(withoutDateMs), since: before(withoutDateMs) }
    : { nextSince: before(overlapMs), since: before(checkOverlapMs) };
}
