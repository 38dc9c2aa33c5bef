import type { Source } from '../../contract/source.ts';
import { Pill } from '../ui/Pill.tsx';
import { useNow } from '../ui/use-now.ts';
import { isStale } from './is-stale.ts';

const words = { running: 'Syncing', held: 'Waits for you', failed: 'Failed', idle: 'Up to date' } as const;
const tones = { running: 'accent', held: 'warn', failed: 'bad', idle: 'good' } as const;

export function StatePill({ source }: { readonly source: Source }) {
  const now = useNow();
  const { enabled, status } = source;
  const { state, lastSuccessAt } = status;
  if (state === 'idle' && lastSuccessAt === null) return <Pill tone="quiet">Not synced yet</Pill>;
  if (state === 'idle' && !enabled) return <Pill tone="quiet">Sync is off</Pill>;
  if (state === 'idle' && isStale(source, now)) return <Pill tone="warn">Out of date</Pill>;
  return <Pill tone={tones[state]}>{words[state]}</Pill>;
}
