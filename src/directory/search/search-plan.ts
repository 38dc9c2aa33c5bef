import { type RawBuilder, sql } from 'kysely';
import type { Viewer } from '../viewer.ts';
import { visibleTo } from '../visible-to.ts';
import { gramsNeeded, termCondition } from './conditions.ts';
import { gramHash, placeGram } from './grams.ts';
import { readTerms } from './read-terms.ts';

export interface ListFilter {
  readonly q?: string | undefined;
  /** A source's id, or `local`. */
  readonly source?: string | undefined;
  /** The records of a book: local contacts only. */
  readonly book?: 'central' | 'personal' | undefined;
}

/** What is looked for, in the two forms that the ways of finding it need. */
export interface SearchPlan {
  readonly viewer: Viewer;
  /** What the names that come first start with, folded; `''`: none come first. */
  readonly start: string;
  /** Visible, in the filters, and matching every term; on `contact c`. */
  readonly matches: RawBuilder<boolean>;
  /** The same as the inverted index can tell it: less strict, and null where it knows nothing. */
  readonly indexed: RawBuilder<boolean> | null;
}

/** Null when nothing can match: another tenant's kind of id, or a personal book of nobody. */
export function planSearch(viewer: Viewer, { q = '', source, book }: ListFilter): SearchPlan | null {
  const hash = gramHash(viewer.tenantId);
  const conditions: RawBuilder<boolean>[] = [visibleTo(viewer)];
  const all: number[] = [];
  const any: (readonly number[])[] = [];

  if (source === 'local') {
    conditions.push(sql`c.source_id is null`);
    all.push(placeGram.local(hash));
  } else if (source !== undefined) {
    if (!isId(source)) return null;
    conditions.push(sql`c.source_id = ${source}`);
    all.push(placeGram.source(hash, source.toLowerCase()));
  }
  if (book === 'central') {
    conditions.push(sql`c.source_id is null and c.owner_id is null`);
    all.push(placeGram.central(hash));
  } else if (book === 'personal') {
    if (viewer.personId === null) return null;
    conditions.push(sql`c.owner_id = ${viewer.personId}`);
    all.push(placeGram.owner(hash, viewer.personId));
  }
  const terms = readTerms(q);
  for (const term of terms.all) {
    conditions.push(termCondition(term));
    const needed = gramsNeeded(hash, term);
    all.push(...needed.all);
    any.push(...needed.any);
  }
  const indexed = [
    ...(all.length > 0 ? [sql<boolean>`c.grams @> ${arrayOf(all)}`] : []),
    ...any.map((list) => sql<boolean>`c.grams && ${arrayOf(list)}`),
  ];
  return {
    viewer,
    start: terms.start,
    matches: sql.join(conditions, sql` and `),
    indexed: indexed.length > 0 ? sql.join(indexed, sql` and `) : null,
  };
}

// In a `select` of its own the planner does not see the list, and takes it for one that few contacts have. Seen, any of
// 79 grams counts as a third of the table, which it then reads from end to end.
const arrayOf = (grams: readonly number[]) =>
  sql`(select ${`{${[...new Set(grams)].join(',')}}`}::integer[])`;

const isId = (text: string) => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
