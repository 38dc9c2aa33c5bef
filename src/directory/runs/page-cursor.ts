import { DirectoryError } from '../../domain/errors.ts';

// Where a list goes on: the key of the last row shown, which means nothing to whoever holds it.

export const writePageCursor = (key: string): string => Buffer.from(key).toString('base64url');

/** Ends with `bad-request` for what no list gave out. */
export function readPageCursor(cursor: string): string {
  const key = Buffer.from(cursor, 'base64url').toString();
  if (!/^[0-9a-f-]{1,36}$/.test(key))
    throw new DirectoryError('bad-request', 'This cursor comes from no list.');
  return key;
}
