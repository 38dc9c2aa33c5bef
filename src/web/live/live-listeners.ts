import type { EventData, EventName } from '../../contract/events.ts';

type Listener<N extends EventName> = (data: EventData<N>) => void;

const listeners: { readonly [N in EventName]: Set<Listener<N>> } = {
  run: new Set(),
  contacts: new Set(),
  import: new Set(),
  call: new Set(),
};

export function addListener<N extends EventName>(name: N, listener: Listener<N>): () => void {
  const set: Set<Listener<N>> = listeners[name];
  set.add(listener);
  return () => set.delete(listener);
}

export function tellListeners<N extends EventName>(name: N, data: EventData<N>): void {
  const set: Set<Listener<N>> = listeners[name];
  for (const listener of set) listener(data);
}
