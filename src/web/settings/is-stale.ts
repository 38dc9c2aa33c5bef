import type { Source } from '../../contract/source.ts';

const hourMs = 3_600_000;
const intervals = 3;

/** Whether a source that should run by itself has had no success for three intervals, or never since it was made. */
export function isStale({ enabled, intervalHours, createdAt, status }: Source, now: number): boolean {
  if (!enabled || status.state === 'running') return false;
  const since = Date.parse(status.lastSuccessAt ?? createdAt);
  return now - since > intervals * intervalHours * hourMs;
}
