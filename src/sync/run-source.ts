import { setTimeout as wait } from 'node:timers/promises';
import { isDatabaseAway } from '../database/sqlstate.ts';
import type { RunEnding } from '../database/tables.ts';
import { tenantDerivation } from '../directory/derivation.ts';
import { deriveAhead } from '../directory/derive-ahead.ts';
import { sqlState } from '../directory/in-transaction.ts';
import { prepareContacts } from '../directory/prepare-contacts.ts';
import { type Source, SourceFailure, type SourceIo } from '../sources/source.ts';
import { applyPage } from './apply-page.ts';
import { becomeFull } from './become-full.ts';
import { type ClaimedRun, ClaimLost, RunCancelled, releaseRun } from './claim-runs.ts';
import { openCursor } from './cursor.ts';
import { endCancelled, endFailed } from './end-run.ts';
import type { Engine } from './engine.ts';
import { type PageReader, startReading } from './page-reader.ts';
import { type RunMemory, recallRun } from './run-memory.ts';
import { settleRun } from './settle-run.ts';
import { readSourceState, type SourceState } from './source-state.ts';

/** Why a run's signal aborts. */
export type StopReason = 'cancelled' | 'lost' | 'stopping';

const tellEveryMs = 300;

export interface RunControl {
  readonly signal: AbortSignal;
  /** Gives the run back so that it is tried again, unless that has been done too often: then `false`. */
  readonly mayTryAgain: () => boolean;
}

/** Brings one claimed run to its end, whatever that is: succeeded, held, failed, cancelled, or given back. */
export async function runSource(engine: Engine, claimed: ClaimedRun, control: RunControl): Promise<void> {
  const { signal } = control;
  const io: SourceIo = {
    ...engine.io,
    signal,
    sleep: async (ms) => {
      await wait(ms, undefined, { signal });
    },
  };
  let run = claimed;
  let reader: PageReader | null = null;
  try {
    const source = findSource(engine, await readSourceState(engine, run));
    run = await recover(engine, run, source);
    for (;;) {
      const state = await readSourceState(engine, run);
      try {
        const memory = await recallRun(engine.db, run);
        const ending = run.ending ?? (await readAll(state, source, memory));
        await settleRun(engine, run, memory, ending);
        return;
      } catch (error) {
        const expired = error instanceof SourceFailure && error.code === 'cursor-expired';
        if (!expired || run.mode === 'full') throw error;
        run = await becomeFull(engine, run, { forgetCursor: true });
      }
    }
  } catch (error) {
    await end(error);
  }

  async function readAll(state: SourceState, source: Source<unknown>, memory: RunMemory): Promise<RunEnding> {
    const cursor = openCursor(engine.secrets, run, run.cursor ?? state.cursor);
    if (cursor === null && run.mode === 'delta') run = await becomeFull(engine, run, { forgetCursor: true });
    const place = { ...run, derivation: await tenantDerivation(engine.db, run.tenantId) };
    let expectNew = state.contacts === 0;
    reader = startReading(
      source,
      source.settings.parse(state.settings),
      {
        mode: run.mode,
        cursor,
        first: run.cursor === null || cursor === null,
        feedback: run.feedback,
        recall: (digest) => memory.remembered.get(digest)?.gist ?? null,
      },
      io,
      async (page) => {
        const prepared = prepareContacts(page.contacts);
        return expectNew ? { ...prepared, contacts: await deriveAhead(place, prepared.contacts) } : prepared;
      },
    );
    let toldAt = 0;
    for (;;) {
      const { page, prepared } = await reader.next();
      // What is new is derived while the database stores; anything else is fetched while it compares.
      if (!expectNew) reader.readAhead();
      signal.throwIfAborted();
      const tell = performance.now() - toldAt >= tellEveryMs;
      const applied = await applyPage(
        engine,
        run,
        memory,
        { page, prepared },
        {
          undelivered: reader.undelivered(),
          repeatable: !reader.pageMayBeLost(),
          tell,
          meanwhile: reader.readAhead,
        },
      );
      if (tell) toldAt = performance.now();
      reader.stored(applied.feedback);
      expectNew = applied.mostlyNew;
      if (page.done) {
        return {
          sweepUnseenSincePass: page.done.sweepUnseenSincePass,
          nextRunFull: page.done.nextRunFull ?? false,
          remark: page.done.remark ?? null,
          removalsListed: false,
        };
      }
    }
  }

  async function end(error: unknown): Promise<void> {
    const about = { runId: run.runId, sourceId: run.sourceId };
    const pageMayBeLost = reader?.pageMayBeLost() ?? false;
    if (error instanceof ClaimLost || signal.reason === 'lost') {
      engine.log.warn(about, 'This run was taken over by another process.');
    } else if (error instanceof RunCancelled || signal.reason === 'cancelled') {
      await endCancelled(engine, run);
    } else if (signal.aborted) {
      await releaseRun(engine, run, pageMayBeLost);
    } else if (error instanceof SourceFailure) {
      await endFailed(engine, run, error, pageMayBeLost);
    } else if (isPassing(error) && control.mayTryAgain()) {
      engine.log.warn({ ...about, err: error }, 'The database interrupted this run; it will go on.');
      await releaseRun(engine, run, pageMayBeLost);
    } else {
      engine.log.error({ ...about, err: error }, 'This run failed because of a fault in Switchbook.');
      const failure = new SourceFailure(
        'bug',
        'The run stopped because of a fault in Switchbook itself. What was stored is safe. The log has the details; please report them.',
      );
      await endFailed(engine, run, failure, pageMayBeLost);
    }
  }
}

function findSource(engine: Engine, state: SourceState): Source<unknown> {
  const source = engine.sources.find(({ kind }) => kind === state.kind);
  if (!source) {
    throw new SourceFailure(
      'bug',
      `This version of Switchbook knows no sources of the kind "${state.kind}".`,
    );
  }
  const checked = source.settings.safeParse(state.settings);
  if (!checked.success) {
    throw new SourceFailure(
      'credentials-refused',
      'The settings of this source are not complete. Open them, enter what is missing, the secret included, and save.',
    );
  }
  return source;
}

/**
 * A run that was cut off goes on from its last page. Where a page may have been read and lost for ever, a delta
 * becomes a full run, and a full run makes the next one full.
 */
async function recover(engine: Engine, run: ClaimedRun, source: Source<unknown>): Promise<ClaimedRun> {
  if (!run.cutOff || run.ending) return run;
  const state = await readSourceState(engine, run);
  const cursor = openCursor(engine.secrets, run, run.cursor ?? state.cursor);
  if (cursor !== null && source.mayReadAhead(cursor)) return run;
  if (run.mode === 'delta') return becomeFull(engine, run, { forgetCursor: false });
  if (run.cursor !== null) {
    await engine.db
      .updateTable('source')
      .set({ full_due: true })
      .where('tenant_id', '=', run.tenantId)
      .where('id', '=', run.sourceId)
      .execute();
  }
  return run;
}

function isPassing(error: unknown): boolean {
  return isDatabaseAway(error) || sqlState(error)?.startsWith('40') === true;
}
