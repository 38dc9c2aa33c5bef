import { z } from 'zod';
import type { SourceCursor } from '../source.ts';
import { collectionNames, collectionsOf, selectOf } from './collection.ts';
import { feedTrust, noTrust } from './feed-trust.ts';
import { pageWatch } from './page-watch.ts';
import type { Microsoft365Settings } from './settings.ts';

// Where reading goes on: between runs (at rest), or in the middle of the full list. Links are Microsoft's, kept as they
// came; the engine stores all of it encrypted.

/** What following the change feed of a collection needs. */
const feed = z.object({ link: z.string(), obtainedAt: z.number() });
export type Feed = z.output<typeof feed>;

const feeds = z.partialRecord(z.enum(collectionNames), feed);
export type Feeds = z.output<typeof feeds>;

/** Why the change feed is not enough by itself. */
export const whyNoFeed = z.enum(['unavailable', 'without-numbers', 'not-shown']);
export type WhyNoFeed = z.output<typeof whyNoFeed>;

const atRest = z.object({
  step: z.literal('rest'),
  select: z.string(),
  /** `null`: the change feed is not to be used. */
  feeds: feeds.nullable(),
  /** How many requests the full list took: what fetching changed contacts is measured by. */
  listPages: z.number(),
  /** The feed carries numbers. Else it tells at most which contacts changed. */
  numbers: z.boolean().default(true),
  trust: feedTrust.default(noTrust),
});
export type AtRest = z.output<typeof atRest>;

const inList = z.object({
  step: z.enum(['list', 'check']),
  select: z.string(),
  collection: z.enum(collectionNames),
  /** The next page's; `null` for the first of the collection. */
  link: z.string().nullable(),
  pass: z.number(),
  /** How often the list broke off and was begun again. */
  restarts: z.number(),
  /** In this pass: requests, items, and items that the pass had brought before. */
  pages: z.number(),
  items: z.number(),
  repeated: z.number(),
  contacts: z.number(),
  total: z.number().nullable(),
  /** Some contacts that have numbers, to try the change feed with. */
  numbered: z.array(z.string()),
  feeds: feeds.nullable(),
  /** Contacts that differed from what was stored, and the feeds' places when that was stored: the one tells of the other. */
  changed: z.number().default(0),
  before: z.object({ feeds, trust: feedTrust }).nullable().default(null),
  watch: pageWatch,
});
export type InList = z.output<typeof inList>;

const anyCursor = z.discriminatedUnion('step', [atRest, inList]);

/** `null` for one that this version does not know. */
export function readCursor(cursor: SourceCursor | null): AtRest | InList | null {
  const read = anyCursor.safeParse(cursor);
  return read.success ? read.data : null;
}

/** What is asked for with these settings; a cursor that was begun with something else starts anew. */
export const selectionOf = (settings: Microsoft365Settings): string =>
  collectionsOf(settings)
    .map((collection) => `${collection.name}:${selectOf(collection)}`)
    .join(' ');
