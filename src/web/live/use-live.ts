import { useEffect, useEffectEvent } from 'react';
import type { EventData, EventName } from '../../contract/events.ts';
import { addListener } from './live-listeners.ts';

/** Calls `hear` with every event of this name while the component is shown. */
export function useLive<N extends EventName>(name: N, hear: (data: EventData<N>) => void): void {
  const latest = useEffectEvent(hear);
  useEffect(() => addListener(name, (data) => latest(data)), [name]);
}
