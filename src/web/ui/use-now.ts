import { useSyncExternalStore } from 'react';

// One clock for the whole page: relative times move on together, every ten seconds.

const stepMs = 10_000;
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let now = Date.now();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    now = Date.now();
    for (const one of listeners) one();
  }, stepMs);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

export function useNow(): number {
  // A clock that nobody looked at stands still: catch up when somebody does.
  if (timer === undefined) now = Date.now();
  return useSyncExternalStore(subscribe, () => now);
}
