import { microsoft365 } from '../../../src/sources/microsoft365/microsoft365.ts';
import {
  type Microsoft365Settings,
  microsoft365Settings,
} from '../../../src/sources/microsoft365/settings.ts';
import type { SourceIo } from '../../../src/sources/source.ts';
import { emptyDirectory, type RunResult, runOnce, type SmallDirectory } from './small-engine.ts';
import { type FakeGraph, type GraphOptions, startGraph } from './start-graph.ts';

/** A fake company, a directory and a clock that waits in no time, for the tests of the source. */
export interface TestWorld {
  readonly graph: FakeGraph;
  readonly io: SourceIo;
  readonly directory: SmallDirectory;
  readonly settings: (change?: object) => Microsoft365Settings;
  readonly run: (mode?: 'full' | 'delta', change?: object) => Promise<RunResult>;
  /** What was waited for so far, in milliseconds. */
  readonly waits: readonly number[];
  readonly pass: (ms: number) => void;
  /** Puts Switchbook's clock forward or back, as somebody who sets it does: no time passes. */
  readonly setClock: (byMs: number) => void;
  readonly places: () => readonly string[];
}

let worlds = 0;

export async function createTestWorld(options: GraphOptions = {}): Promise<TestWorld> {
  let now = Date.parse('2026-11-22T10:00:00Z');
  let clockOffBy = 0;
  const waits: number[] = [];
  // Another client a world: tokens are kept for the process, under the credential.
  worlds += 1;
  const graph = await startGraph({ now: () => now, clientId: `client-${worlds}`, ...options });
  const io: SourceIo = {
    signal: new AbortController().signal,
    now: () => new Date(now + clockOffBy),
    elapsedMs: () => now,
    sleep: async (ms) => {
      waits.push(ms);
      now += ms;
    },
    random: () => 0.5,
    networks: 'any',
    loginUrl: graph.url,
    graphUrl: graph.url,
  };
  const { tenantId, clientId, clientSecret } = graph.registration;
  const settings = (change: object = {}) =>
    microsoft365Settings.parse({ tenantId, clientId, clientSecret, ...change });
  const directory = emptyDirectory();
  return {
    graph,
    io,
    directory,
    settings,
    run: (mode = 'delta', change = {}) => runOnce(microsoft365, settings(change), directory, io, mode),
    waits,
    pass: (ms) => {
      now += ms;
    },
    setClock: (byMs) => {
      clockOffBy += byMs;
    },
    places: () => graph.asked().map(({ place }) => place),
  };
}
