import { setTimeout as sleep } from 'node:timers/promises';
import type { PostgresPlace } from './postgres-place.ts';
import { readPostmaster } from './postmaster-file.ts';
import { startPostmaster } from './start-postmaster.ts';

const lookEveryMs = 500;
// Others of its processes may need a moment to notice that the first is gone; until then a new one does not start.
const againWithinMs = 15_000;

export interface KeepRunning {
  /** It died and runs again. Everything that was connected is not any more. A rejection counts as lost. */
  readonly onRestart: () => Promise<void>;
  /** It died and cannot be started again. Called once. */
  readonly onLost: (error: Error) => void;
}

/** Looks after a PostgreSQL that runs, ours or taken over, and starts it again, on the same port, when it dies. */
export function keepRunning(
  place: PostgresPlace,
  port: number,
  { onRestart, onLost }: KeepRunning,
): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const { signal } = stopping;
  const isRunning = () => readPostmaster(place.folder)?.port === port;

  async function startAgain(): Promise<void> {
    const end = Date.now() + againWithinMs;
    for (;;) {
      try {
        await startPostmaster(place, { port, signal });
        return;
      } catch (error) {
        if (signal.aborted || Date.now() > end) throw error;
      }
      await sleep(lookEveryMs, undefined, { signal });
    }
  }

  async function look(): Promise<void> {
    for (;;) {
      await sleep(lookEveryMs, undefined, { signal, ref: false });
      if (isRunning()) continue;
      await startAgain();
      await onRestart();
    }
  }

  const ended = look().catch((error: unknown) => {
    if (!signal.aborted) onLost(error instanceof Error ? error : new Error(String(error)));
  });
  return {
    stop: async () => {
      stopping.abort();
      await ended;
    },
  };
}
