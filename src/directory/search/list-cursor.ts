import { z } from 'zod';
import { DirectoryError } from '../../domain/errors.ts';
import { type Rank, ranks } from './rank.ts';

/** The last contact of a page, by what a list is sorted by: the next page begins after it, whatever changed since. */
export interface ListPosition {
  readonly rank: Rank;
  /** The name, as far as the order looks at it. */
  readonly name: string;
  readonly id: string;
}

const position = z.tuple([z.literal(ranks), z.string().max(1000), z.guid()]);

export const writeCursor = ({ rank, name, id }: ListPosition): string =>
  Buffer.from(JSON.stringify([rank, name, id])).toString('base64url');

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
  const [rank, name, id] = parsed.data;
  return { rank, name, id };
}

const unreadable = (cause: unknown) =>
  new DirectoryError('bad-request', 'The cursor is not one that a list gave. Begin at the first page.', {
    cause,
  });
