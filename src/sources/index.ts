// The registry: every kind of source, one line each.
import { custom } from './custom/custom.ts';
import { microsoft365 } from './microsoft365/microsoft365.ts';
import type { Source } from './source.ts';

// biome-ignore lint/suspicious/noExplicitAny: a list of sources with different settings; each checks its own with its schema
export const sources: readonly Source<any>[] = [microsoft365, custom];

export function findSource(kind: string): Source<unknown> | undefined {
  return sources.find((source) => source.kind === kind);
}
