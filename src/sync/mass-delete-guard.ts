/**
 * Whether a run's removals wait for a person: more than 25 contacts and more than a fifth of those that the source had
 * before the run (hidden ones count), or all of them.
 */
export function mustHold(removals: number, contactsBefore: number): boolean {
  // Before a source's first contacts there is nothing to guard: what came and went within the run is no loss.
  if (removals === 0 || contactsBefore === 0) return false;
  return removals > Math.max(25, contactsBefore * 0.2) || removals >= contactsBefore;
}
