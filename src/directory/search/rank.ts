import { type RawBuilder, sql } from 'kysely';
import { marks } from '../search-marks.ts';
import type { Terms } from './read-terms.ts';

/**
 * How well a hit fits: its family name begins with what was asked for; its first name, its company or what it is called
 * begins with it, or its family name in the other spelling; it stands inside.
 */
export type Rank = 0 | 1 | 2;
export const ranks = [0, 1, 2] as const satisfies readonly Rank[];

/** Pieces of the search text of which a hit of rank 0, and one of rank 1, has one. Without any, every hit has rank 2. */
export type RankPieces = readonly [first: readonly string[], second: readonly string[]];

export function rankPieces({ start, otherStart }: Pick<Terms, 'start' | 'otherStart'>): RankPieces {
  if (start === '') return [[], []];
  const others = otherStart === undefined ? [] : [marks.family + otherStart, marks.begins + otherStart];
  return [[marks.family + start], [marks.begins + start, ...others]];
}

/** Of `contact c`. */
export const rankOf = ([first, second]: RankPieces): RawBuilder<Rank> =>
  first.length === 0
    ? sql`2`
    : sql`case when ${hasOne(first)} then 0 when ${hasOne(second)} then 1 else 2 end`;

/** Whether a contact that matches is of a rank. */
export function isOfRank([first, second]: RankPieces, rank: Rank): RawBuilder<boolean> {
  if (first.length === 0) return rank === 2 ? sql`true` : sql`false`;
  if (rank === 0) return hasOne(first);
  return rank === 1
    ? sql`(not ${hasOne(first)} and ${hasOne(second)})`
    : sql`not ${hasOne([...first, ...second])}`;
}

const hasOne = (pieces: readonly string[]): RawBuilder<boolean> =>
  sql`(${sql.join(
    pieces.map((piece) => sql`strpos(c.search_text, ${piece}) > 0`),
    sql` or `,
  )})`;
