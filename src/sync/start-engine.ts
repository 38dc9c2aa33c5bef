import type pg from 'pg';
import type { Secrets } from '../access/secrets.ts';
import type { Db } from '../database/connect.ts';
import { listen } from '../database/notify.ts';
import { newId } from '../domain/ids.ts';
import { sources as allSources } from '../sources/index.ts';
import { type ClaimedRun, claimRuns, heartbeatMs, renewClaims } from './claim-runs.ts';
import type { Engine, EngineIo, EngineLog } from './engine.ts';
import { housekeep, housekeepingMs } from './housekeep.ts';
import { startIndexKeeper } from './index-keeper.ts';
import { runSource, type StopReason } from './run-source.ts';
import { scheduleRuns } from './schedule-runs.ts';

export interface EngineOptions {
  readonly db: Db;
  readonly pool: pg.Pool;
  /** Of the same database, for a connection that listens. */
  readonly url: string;
  readonly secrets: Secrets;
  readonly io: EngineIo;
  readonly log: EngineLog;
  /** Absent: a new one. Never the same twice: a restarted process must not take its predecessor's claims for its own. */
  readonly instanceId?: string;
  /** Absent: every kind there is. */
  readonly sources?: typeof allSources;
  /** How often to look for work when nobody calls. */
  readonly pollMs?: number;
}

const runsAtOnce = 4;
const attempts = 5;
const stopWithinMs = 5_000;

/**
 * Starts the engine: takes runs that were asked for or are due, and brings them to their end. Any number of processes
 * may run one on the same database. `stop` ends within seconds; runs that it interrupts go on elsewhere, or later.
 */
export function startEngine(options: EngineOptions): { stop(): Promise<void> } {
  const engine: Engine = {
    db: options.db,
    pool: options.pool,
    secrets: options.secrets,
    io: options.io,
    log: options.log,
    instanceId: options.instanceId ?? newId(),
    // Each source checks its settings with its own schema before it reads them.
    sources: options.sources ?? allSources,
  };
  const active = new Map<string, { readonly abort: AbortController; readonly ended: Promise<void> }>();
  const interrupted = new Map<string, number>();
  let stopped = false;
  let looking: Promise<void> | null = null;
  let again = false;

  /** Looks for work now; when it is looking already, once more afterwards. */
  function wake(): void {
    if (stopped) return;
    if (looking) {
      again = true;
      return;
    }
    looking = look().finally(() => {
      looking = null;
      if (again) {
        again = false;
        wake();
      }
    });
  }

  async function look(): Promise<void> {
    try {
      await renew();
      await scheduleRuns(engine);
      const free = runsAtOnce - active.size;
      if (free <= 0) return;
      for (const run of await claimRuns(engine, free)) start(run);
    } catch (error) {
      engine.log.warn({ err: error }, 'The engine could not look for work; it tries again shortly.');
    }
  }

  async function renew(): Promise<void> {
    const { lost, cancelled } = await renewClaims(engine, [...active.keys()]);
    for (const id of lost) active.get(id)?.abort.abort('lost' satisfies StopReason);
    for (const id of cancelled) active.get(id)?.abort.abort('cancelled' satisfies StopReason);
  }

  function start(run: ClaimedRun): void {
    const abort = new AbortController();
    if (stopped) abort.abort('stopping' satisfies StopReason);
    const mayTryAgain = () => {
      const count = (interrupted.get(run.runId) ?? 0) + 1;
      interrupted.set(run.runId, count);
      return count < attempts;
    };
    const ended = runSource(engine, run, { signal: abort.signal, mayTryAgain })
      // Not even the end could be written: the claim runs out, and somebody goes on.
      .catch((error) =>
        engine.log.warn({ err: error, runId: run.runId }, 'A run was left to be taken up again.'),
      )
      .finally(() => {
        active.delete(run.runId);
        setImmediate(wake);
      });
    active.set(run.runId, { abort, ended });
  }

  const listener = listen(
    options.url,
    { switchbook_run: wake },
    {
      onReconnect: wake,
      onError: (error) => engine.log.warn({ err: error }, 'The engine cannot hear notices.'),
    },
  );
  const poll = setInterval(wake, options.pollMs ?? 5_000);
  const heartbeat = setInterval(() => void renew().catch(() => {}), heartbeatMs);
  const housekeeping = setInterval(() => void housekeep(engine), housekeepingMs);
  void housekeep(engine);
  const indexKeeper = startIndexKeeper(engine, () => active.size > 0);
  wake();

  return {
    async stop() {
      stopped = true;
      clearInterval(poll);
      clearInterval(housekeeping);
      for (const { abort } of active.values()) abort.abort('stopping' satisfies StopReason);
      await looking;
      const ending = Promise.all([indexKeeper.stop(), ...[...active.values()].map(({ ended }) => ended)]);
      await Promise.race([ending, new Promise((resolve) => setTimeout(resolve, stopWithinMs).unref())]);
      clearInterval(heartbeat);
      await listener.stop();
    },
  };
}
