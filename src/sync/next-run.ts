import type { RunErrorCode } from '../domain/run.ts';

const mendedElsewhereMs = 15 * 60_000;
const minutes = [1, 2, 5, 15] as const;

/** Failures that pass by themselves. */
const transient: ReadonlySet<RunErrorCode> = new Set([
  'unreachable',
  'throttled',
  'malformed',
  'cursor-expired',
]);

// Somebody grants the permission, or switches the application on again, elsewhere and tells nobody: looking now and then
// costs a request.
const mendedElsewhere: ReadonlySet<RunErrorCode> = new Set(['permission-missing', 'credentials-refused']);

/**
 * How long after a failure a source is tried again by itself; `null`: when its interval is over. `failures` counts
 * this one too. Never sooner than the far side asked for, nor may that be when the interval is over.
 */
export function retryDelayMs(code: RunErrorCode, failures: number, retryAfterMs = 0): number | null {
  if (mendedElsewhere.has(code)) return Math.max(mendedElsewhereMs, retryAfterMs);
  const wait = minutes[failures - 1];
  if (!transient.has(code) || wait === undefined) return null;
  return Math.max(wait * 60_000, retryAfterMs);
}
