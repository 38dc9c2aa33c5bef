import { useSyncExternalStore } from 'react';

// Contacts that somebody deleted a moment ago: lists leave them out at once, before the server's next answer does.

let gone: ReadonlySet<string> = new Set();
const listeners = new Set<() => void>();

function replace(next: ReadonlySet<string>): void {
  gone = next;
  for (const listener of listeners) listener();
}

export function markGone(ids: readonly string[]): void {
  replace(new Set([...gone, ...ids]));
}

export function markBack(ids: readonly string[]): void {
  replace(new Set([...gone].filter((id) => !ids.includes(id))));
}

export function useGoneContacts(): ReadonlySet<string> {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => gone,
  );
}
