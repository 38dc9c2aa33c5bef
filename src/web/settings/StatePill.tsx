import type { Source } from '../../contract/source.ts';
import { Pill } from '../ui/Pill.tsx';

const words = { running: 'Syncing', held: 'Waits for you', failed: 'Failed', idle: 'Up to date' } as const;
const tones = { running: 'accent', held: 'warn', failed: 'bad', idle: 'good' } as const;

export function StatePill({ source: { status, enabled } }: { readonly source: Source }) {
  const { state, lastSuccessAt } = status;
  if (state === 'idle' && lastSuccessAt === null) return <Pill tone="quiet">Not synced yet</Pill>;
  if (state === 'idle' && !enabled) return <Pill tone="quiet">Sync is off</Pill>;
  return <Pill tone={tones[state]}>{words[state]}</Pill>;
}
