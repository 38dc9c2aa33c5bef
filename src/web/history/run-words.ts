import type { Run, RunChange } from '../../contract/run.ts';
import type { Tone } from '../ui/Pill.tsx';

export const stateWords: Readonly<Record<Run['state'], { readonly label: string; readonly tone: Tone }>> = {
  running: { label: 'Running', tone: 'accent' },
  succeeded: { label: 'Succeeded', tone: 'good' },
  failed: { label: 'Failed', tone: 'bad' },
  held: { label: 'Held', tone: 'warn' },
  discarded: { label: 'Discarded', tone: 'quiet' },
  cancelled: { label: 'Cancelled', tone: 'quiet' },
};

export const triggerWords: Readonly<Record<Run['trigger'], string>> = {
  saved: 'After saving',
  schedule: 'By schedule',
  manual: 'By hand',
  recovery: 'After an interruption',
};

export const modeWords: Readonly<Record<Run['mode'], string>> = { full: 'Full', delta: 'Changes only' };

export const changeWords: Readonly<
  Record<RunChange['change'], { readonly label: string; readonly tone: Tone }>
> = {
  added: { label: 'Added', tone: 'good' },
  updated: { label: 'Updated', tone: 'accent' },
  deleted: { label: 'Deleted', tone: 'bad' },
  'pending-delete': { label: 'Would be deleted', tone: 'warn' },
};

export function runTook({ startedAt, finishedAt }: Run, now: number): number {
  return (finishedAt ? Date.parse(finishedAt) : now) - Date.parse(startedAt);
}
