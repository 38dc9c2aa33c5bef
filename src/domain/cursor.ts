import type { z } from 'zod';
import { DirectoryError } from './errors.ts';

// Where a list goes on: what it is sorted by, of the last row shown. It means nothing to whoever holds it.

export const writeCursor = (position: readonly unknown[]): string =>
  Buffer.from(JSON.stringify(position)).toString('base64url');

/** The one reader of cursors. Ends with `bad-request` for what no list of this kind gave out. */
export function readCursor<T>(cursor: string, position: z.ZodType<T>): T {
  let json: unknown;
  try {
    json = JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch (cause) {
    throw unreadable(cause);
  }
  const parsed = position.safeParse(json);
  if (!parsed.success) throw unreadable(parsed.error);
  return parsed.data;
}

const unreadable = (cause: unknown) =>
  new DirectoryError('bad-request', 'The cursor is not one that this list gave. Begin at the first page.', {
    cause,
  });
