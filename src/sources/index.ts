// The registry: every kind of source, one line each.
import type { Source } from './source.ts';

// biome-ignore lint/suspicious/noExplicitAny: a list of sources with different settings; each checks its own with its schema
export const sources: readonly Source<any>[] = [];

export function findSource(kind: string): Source<unknown> | undefined {
  return sources.find((source) => source.kind === kind);
}
