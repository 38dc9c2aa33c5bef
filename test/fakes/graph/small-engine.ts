import type { ContactFields } from '../../../src/domain/contact.ts';
import type { RunMode } from '../../../src/domain/run.ts';
import { type Source, type SourceCursor, SourceFailure, type SourceIo } from '../../../src/sources/source.ts';

// The engine's promises in a few lines and in memory, for the tests of a source: repeats are recognised, cursors go
// through JSON, an expired cursor makes the run full, removals come last. The real one is tested with the real database.

export interface SmallDirectory {
  readonly contacts: Map<string, ContactFields>;
  cursor: SourceCursor | null;
  fullDue: boolean;
}

export const emptyDirectory = (): SmallDirectory => ({ contacts: new Map(), cursor: null, fullDue: true });

export interface RunResult {
  readonly mode: RunMode;
  readonly received: number;
  readonly changed: number;
  readonly removed: readonly string[];
  readonly issues: readonly string[];
  readonly passes: number;
  readonly total: number | null;
  readonly remark: string;
}

export async function runOnce<S>(
  source: Source<S>,
  settings: S,
  directory: SmallDirectory,
  io: SourceIo,
  wanted: RunMode = 'delta',
): Promise<RunResult> {
  const mode = directory.fullDue || directory.cursor === null ? 'full' : wanted;
  try {
    return await run(source, settings, directory, io, mode);
  } catch (error) {
    if (error instanceof SourceFailure && error.code === 'cursor-expired' && mode === 'delta') {
      directory.cursor = null;
      return run(source, settings, directory, io, 'full');
    }
    directory.fullDue = true;
    throw error;
  }
}

async function run<S>(
  source: Source<S>,
  settings: S,
  directory: SmallDirectory,
  io: SourceIo,
  mode: RunMode,
): Promise<RunResult> {
  const seen = new Map<number, Set<string>>();
  const brought = new Set<string>();
  const removals = new Set<string>();
  const issues: string[] = [];
  let changed = 0;
  let total: number | null = null;
  let cursor = directory.cursor;
  let feedback: { changed: number; repeated: number; hintsSeen: number } | null = null;
  for (let first = true; ; first = false) {
    const page = await source.readPage({ settings, mode, cursor, first, feedback }, io);
    const inPass = seen.get(page.pass) ?? new Set<string>();
    seen.set(page.pass, inPass);
    feedback = { changed: 0, repeated: 0, hintsSeen: 0 };
    for (const { externalId, fields } of page.contacts) {
      if (inPass.has(externalId)) feedback.repeated += 1;
      const same = JSON.stringify(directory.contacts.get(externalId)) === JSON.stringify(fields);
      if (!same) {
        feedback.changed += 1;
        changed += 1;
      }
      directory.contacts.set(externalId, fields);
      inPass.add(externalId);
      brought.add(externalId);
    }
    for (const id of page.keep ?? []) inPass.add(id);
    for (const id of page.removed) removals.add(id);
    issues.push(...page.issues.map(({ reason }) => reason));
    total = page.total ?? total;
    cursor = JSON.parse(JSON.stringify(page.cursor)) as SourceCursor;
    if (!page.done) continue;
    const since = page.done.sweepUnseenSincePass;
    const kept = new Set(
      [...seen].flatMap(([pass, ids]) => (since !== null && pass >= since ? [...ids] : [])),
    );
    const gone = [...directory.contacts.keys()].filter((id) =>
      since === null ? removals.has(id) && !brought.has(id) : !kept.has(id),
    );
    for (const id of gone) directory.contacts.delete(id);
    directory.cursor = cursor;
    directory.fullDue = page.done.nextRunFull ?? false;
    const { remark = '' } = page.done;
    return { mode, received: brought.size, changed, removed: gone, issues, passes: page.pass, total, remark };
  }
}
