import type { RunErrorCode } from '../domain/run.ts';

const permissionMs = 15 * 60_000;
const minutes = [1, 2, 5, 15] as const;

/** Failures that pass by themselves. The others wait for a person, or for the interval. */
const transient: ReadonlySet<RunErrorCode> = new Set([
  'unreachable',
  'throttled',
  'malformed',
  'cursor-expired',
]);

/**
 * How long after a failure a source is tried again by itself; `null`: when its interval is over. `failures` counts
 * this one too. Never sooner than the far side asked for.
 */
export function retryDelayMs(code: RunErrorCode, failures: number, retryAfterMs = 0): number | null {
  // Somebody grants the permission elsewhere and tells nobody: looking now and then costs a request.
  if (code === 'permission-missing') return Math.max(permissionMs, retryAfterMs);
  const wait = minutes[failures - 1];
  if (!transient.has(code) || wait === undefined) return null;
  return Math.max(wait * 60_000, retryAfterMs);
}
