import { z } from 'zod';
import { DirectoryError } from '../../domain/errors.ts';

/** The last contact of a page, by what a list is sorted by: the next page begins after it, whatever changed since. */
export interface ListPosition {
  /** Among the names that start with what was asked for. */
  readonly first: boolean;
  /** The name, as far as the order looks at it. */
  readonly name: string;
  readonly id: string;
}

const position = z.tuple([z.literal([0, 1]), z.string().max(1000), z.guid()]);

export const writeCursor = ({ first, name, id }: ListPosition): string =>
  Buffer.from(JSON.stringify([first ? 1 : 0, name, id])).toString('base64url');

/** Ends with `bad-request` when the text is not one that `writeCursor` wrote. */
export function readCursor(cursor: string): ListPosition {
  let json: unknown;
  try {
    json = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch (cause) {
    throw unreadable(cause);
  }
  const parsed = position.safeParse(json);
  if (!parsed.success || parsed.data[1].includes('\0') || !parsed.data[1].isWellFormed())
    throw unreadable(parsed.error);
  const [first, name, id] = parsed.data;
  return { first: first === 1, name, id };
}

const unreadable = (cause: unknown) =>
  new DirectoryError('bad-request', 'The cursor is not one that a list gave. Begin at the first page.', {
    cause,
  });
