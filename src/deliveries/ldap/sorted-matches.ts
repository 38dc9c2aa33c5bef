import { type Condition, findAll } from '../../directory/phone-index/find.ts';
import type { IndexedContact } from '../../directory/phone-index/indexed-contact.ts';
import type { TenantBook } from '../../directory/phone-index/tenant-book.ts';
import { type Attribute, attributeOf, shownTexts } from './attributes.ts';
import type { SortKey } from './controls.ts';

const collator = new Intl.Collator('en-US');

/** Compares what a sort request sees; texts in Unicode's root order, numbers by their digits. */
export const compareValues = (one: string, other: string): number => collator.compare(one, other);

/** Whom the list is for: names are sorted as it sees them. */
type NameReader = Parameters<typeof shownTexts>[2];

/** What a contact is sorted by: the smallest value; null without one. */
export function sortValue(attribute: Attribute, contact: IndexedContact, reader: NameReader): string | null {
  const values =
    attribute.kind === 'name' || attribute.kind === 'text'
      ? shownTexts(attribute, contact, reader)
      : attribute.kind === 'number'
        ? attribute.phones(contact).map(({ digits }) => digits)
        : attribute.kind === 'id'
          ? [contact.id]
          : [];
  return values.length < 2
    ? (values[0] ?? null)
    : values.reduce((least, one) => (compareValues(one, least) < 0 ? one : least));
}

interface Kept {
  readonly changes: number;
  readonly at: number;
  readonly contacts: readonly IndexedContact[];
}
const kept = new WeakMap<TenantBook, Map<string, Kept>>();
const keptEach = 8;
const oldMs = 30_000;

/**
 * Everybody who fits, sorted. A phone that scrolls asks for window after window of one list: the last lists are kept
 * while the book does not change, and for half a minute while a sync changes it all the time.
 *
 * @param question what tells this list from others: viewer, base, filter
 */
export async function sortedMatches(
  book: TenantBook,
  condition: Condition,
  keys: readonly SortKey[],
  reader: NameReader,
  question: string,
): Promise<readonly IndexedContact[]> {
  const lists = kept.get(book) ?? new Map<string, Kept>();
  kept.set(book, lists);
  const key = `${keys.map(({ name, reverse }) => `${reverse ? '-' : ''}${name}`).join(',')} ${reader.device.nameOrder} ${question}`;
  const known = lists.get(key);
  if (known && (known.changes === book.changes || Date.now() - known.at < oldMs)) return known.contacts;
  const { changes } = book;
  const contacts = await sorted(findAll(book, condition), keys, reader);
  lists.delete(key);
  lists.set(key, { changes, at: Date.now(), contacts });
  for (const oldest of lists.keys()) {
    if (lists.size <= keptEach) break;
    lists.delete(oldest);
  }
  return contacts;
}

interface Row {
  readonly contact: IndexedContact;
  readonly values: readonly (string | null)[];
  /** Place in the order of names, which decides between equals. */
  readonly place: number;
}

async function sorted(
  contacts: readonly IndexedContact[],
  keys: readonly SortKey[],
  reader: NameReader,
): Promise<readonly IndexedContact[]> {
  const known = keys.flatMap(({ name, reverse }) => {
    const attribute = attributeOf(name);
    return attribute ? [{ attribute, reverse }] : [];
  });
  const rows = contacts.map(
    (contact, place): Row => ({
      contact,
      values: known.map(({ attribute }) => sortValue(attribute, contact, reader)),
      place,
    }),
  );
  const compare = (one: Row, other: Row): number => {
    for (let at = 0; at < known.length; at += 1) {
      const [a, b] = [one.values[at]!, other.values[at]!];
      if (a === b) continue;
      // Who lacks the attribute stands last, whatever the direction.
      if (a === null) return 1;
      if (b === null) return -1;
      const order = compareValues(a, b);
      if (order !== 0) return known[at]!.reverse ? -order : order;
    }
    return one.place - other.place;
  };
  return (await mergeSort(rows, compare)).map(({ contact }) => contact);
}

const chunk = 1_000;

/** Sorts in pieces of some milliseconds, so that other phones are answered in between. */
async function mergeSort<T>(
  items: readonly T[],
  compare: (one: T, other: T) => number,
): Promise<readonly T[]> {
  let runs: T[][] = [];
  for (let at = 0; at < items.length; at += chunk) {
    runs.push(items.slice(at, at + chunk).sort(compare));
    if (items.length > chunk) await nextTurn();
  }
  while (runs.length > 1) {
    const merged: T[][] = [];
    for (let at = 0; at < runs.length; at += 2) {
      const [one, other] = [runs[at]!, runs[at + 1]];
      merged.push(other ? await merge(one, other, compare) : one);
    }
    runs = merged;
  }
  return runs[0] ?? [];
}

async function merge<T>(
  one: readonly T[],
  other: readonly T[],
  compare: (one: T, other: T) => number,
): Promise<T[]> {
  const result: T[] = [];
  let [a, b] = [0, 0];
  while (a < one.length && b < other.length) {
    result.push(compare(one[a]!, other[b]!) <= 0 ? one[a++]! : other[b++]!);
    if (result.length % 5_000 === 0) await nextTurn();
  }
  while (a < one.length) result.push(one[a++]!);
  while (b < other.length) result.push(other[b++]!);
  return result;
}

const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));
