import { z } from 'zod';
import { readCursor, writeCursor } from '../../domain/cursor.ts';
import { type Rank, ranks } from './rank.ts';

/** The last contact of a page, by what a list is sorted by: the next page begins after it, whatever changed since. */
export interface ListPosition {
  readonly rank: Rank;
  /** The name, as far as the order looks at it. */
  readonly name: string;
  readonly id: string;
}

const name = z
  .string()
  .max(1000)
  .refine((text) => !text.includes('\0') && text.isWellFormed());
const position = z.tuple([z.literal(ranks), name, z.guid()]);

export const writeListCursor = ({ rank, name, id }: ListPosition): string => writeCursor([rank, name, id]);

export function readListCursor(cursor: string): ListPosition {
  const [rank, name, id] = readCursor(cursor, position);
  return { rank, name, id };
}
