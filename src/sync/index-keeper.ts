import { setTimeout as wait } from 'node:timers/promises';
import { keepSearchIndex, thinSearchIndex } from '../directory/search/keep-search-index.ts';
import type { Engine } from './engine.ts';

const everyMs = 3_000;
const thinEveryMs = 10 * 60_000;

/** Looks after the search index until it is stopped. `isBusy`: runs are under way. What fails is done a little later. */
export function startIndexKeeper(engine: Engine, isBusy: () => boolean): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const { signal } = stopping;
  const ended = keep();

  async function keep(): Promise<void> {
    let thinnedAt = performance.now();
    let failing = false;
    while (!signal.aborted) {
      try {
        await keepSearchIndex(engine.db, signal, { busy: isBusy() });
        if (performance.now() - thinnedAt > thinEveryMs) {
          thinnedAt = performance.now();
          await thinSearchIndex(engine.db, signal);
        }
        failing = false;
      } catch (error) {
        // Said once, however long the database is away.
        if (!failing)
          engine.log.warn(
            { err: error },
            'Keeping the search index was interrupted; searches are right, and slower.',
          );
        failing = true;
      }
      await wait(everyMs, undefined, { signal }).catch(() => {});
    }
  }

  return {
    async stop() {
      stopping.abort();
      await ended;
    },
  };
}
