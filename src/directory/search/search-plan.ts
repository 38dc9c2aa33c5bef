import { type RawBuilder, sql } from 'kysely';
import type { Viewer } from '../viewer.ts';
import { visibleTo } from '../visible-to.ts';
import { needsOf, termCondition } from './conditions.ts';
import { type Needs, shortened } from './needs.ts';
import { isOfRank, type Rank, type RankPieces, rankPieces } from './rank.ts';
import { readTerms, type Term } from './read-terms.ts';
import { beginPositions, placePosition } from './signature.ts';

export interface ListFilter {
  readonly q?: string | undefined;
  /** Folded pieces that must all stand in its texts, also where `q` would take them for a number. */
  readonly pieces?: readonly string[] | undefined;
  /** A source's id, or `local`. */
  readonly source?: string | undefined;
  /** The records of a book: local contacts only. */
  readonly book?: 'central' | 'personal' | undefined;
}

/** What is looked for, in the two forms that the ways of finding it need. */
export interface SearchPlan {
  readonly viewer: Viewer;
  /** Who comes first. */
  readonly rankPieces: RankPieces;
  /** Visible, in the filters, and matching every term; on `contact c`. */
  readonly matches: RawBuilder<boolean>;
  /** The same as the search index can tell it. */
  readonly needs: Needs;
}

/** Null when nothing can match: another tenant's kind of id, or a personal book of nobody. */
export function planSearch(
  viewer: Viewer,
  { q = '', pieces, source, book }: ListFilter,
  country: string,
): SearchPlan | null {
  const conditions: RawBuilder<boolean>[] = [visibleTo(viewer)];
  const places: number[] = [];

  if (source === 'local') {
    conditions.push(sql`c.source_id is null`);
    places.push(placePosition.local);
  } else if (source !== undefined) {
    if (!isId(source)) return null;
    conditions.push(sql`c.source_id = ${source}`);
    places.push(placePosition.source(source.toLowerCase()));
  }
  if (book === 'central') {
    conditions.push(sql`c.source_id is null and c.owner_id is null`);
    places.push(placePosition.central);
  } else if (book === 'personal') {
    if (viewer.personId === null) return null;
    conditions.push(sql`c.owner_id = ${viewer.personId}`);
    places.push(placePosition.owner(viewer.personId));
  }
  const terms = pieces ? { start: pieces.join(' '), all: pieces.map(pieceTerm) } : readTerms(q, country);
  conditions.push(...terms.all.map(termCondition));
  return {
    viewer,
    rankPieces: rankPieces(terms),
    matches: sql.join(conditions, sql` and `),
    needs: shortened([...terms.all.flatMap(needsOf), ...places.map((place) => [[place]])]),
  };
}

const pieceTerm = (text: string): Term => ({ text, number: null });

/** How a text begins tells much by itself. */
const rowsOfRank = 5;
const rowsOfBegin = 2;

/** Those of its matches that are of one rank, as a search of its own. */
export const ofRank = (plan: SearchPlan, rank: Rank): SearchPlan => {
  const pieces = plan.rankPieces;
  if (pieces[0].length === 0) return plan;
  return {
    ...plan,
    matches: sql`${plan.matches} and ${isOfRank(pieces, rank)}`,
    needs: rank === 2 ? plan.needs : shortened([pieces[rank].map(beginPositions), ...plan.needs], rowsOfRank),
  };
};

/** What the index can tell of those that begin with what was asked for, of rank 0 and of rank 1. */
export const beginNeeds = ({ rankPieces }: SearchPlan): readonly Needs[] =>
  rankPieces.map((pieces) => shortened([pieces.map(beginPositions)], rowsOfBegin));

const isId = (text: string) => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
