import type { SourceContact, SourceIssue } from '../source.ts';
import { type Collection, readItem } from './collection.ts';
import { excludedBy } from './excluded-by.ts';
import type { Microsoft365Settings } from './settings.ts';

export interface SortedItems {
  readonly contacts: readonly SourceContact[];
  readonly issues: readonly SourceIssue[];
  /** There, but unusable: nothing is removed because of them. */
  readonly keep: readonly string[];
  readonly leftOut: readonly string[];
  /** Microsoft's ids of contacts that have a number. */
  readonly numbered: readonly string[];
}

/** What the items of a page are to us. */
export function sortItems(
  collection: Collection,
  items: readonly unknown[],
  settings: Microsoft365Settings,
): SortedItems {
  const isExcluded = excludedBy(settings.exclude);
  const contacts: SourceContact[] = [];
  const issues: SourceIssue[] = [];
  const keep: string[] = [];
  const leftOut: string[] = [];
  const numbered: string[] = [];
  for (const item of items) {
    const read = readItem(collection, item, isExcluded);
    if (read.is === 'left-out') leftOut.push(read.externalId);
    else issues.push(...read.issues);
    if (read.is === 'unusable' && read.externalId !== null) keep.push(read.externalId);
    if (read.is === 'contact') {
      contacts.push(read.contact);
      const { externalId, fields } = read.contact;
      if (fields.phones.length > 0) numbered.push(externalId.slice(collection.prefix.length));
    }
  }
  return { contacts, issues, keep, leftOut, numbered };
}
