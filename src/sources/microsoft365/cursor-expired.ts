import { SourceFailure } from '../source.ts';

/** The change feed cannot go on: the engine reads the full list instead, in the same run. */
export const cursorExpired = (what: string): SourceFailure =>
  new SourceFailure('cursor-expired', `${what}, so the full list has to be read. Nothing was removed.`);
