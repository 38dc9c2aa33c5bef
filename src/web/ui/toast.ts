import { useSyncExternalStore } from 'react';

// Short messages at the bottom of the screen about what somebody just did. What is wrong is said in its place instead.

export interface Toast {
  readonly id: number;
  readonly message: string;
  readonly tone: 'good' | 'bad';
  readonly action?: { readonly label: string; readonly run: () => void };
  readonly ms: number;
}

let toasts: readonly Toast[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

function replace(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

export function showToast(
  message: string,
  options: Partial<Pick<Toast, 'tone' | 'action' | 'ms'>> = {},
): number {
  lastId += 1;
  const { tone = 'good', action, ms = action ? 10_000 : 5_000 } = options;
  replace([...toasts.slice(-2), { id: lastId, message, tone, ms, ...(action ? { action } : {}) }]);
  return lastId;
}

export function hideToast(id: number): void {
  replace(toasts.filter((toast) => toast.id !== id));
}

export function useToasts(): readonly Toast[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => toasts,
  );
}
