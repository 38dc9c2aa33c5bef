import { estimate, fewCandidates, type Places, withCandidates } from './candidates.ts';
import type { Clue } from './clue.ts';
import type { IndexedContact } from './indexed-contact.ts';
import type { TenantBook } from './tenant-book.ts';

export interface Condition {
  readonly clue: Clue;
  /** Whether the contact in a slot fits: the clue only narrows. */
  accept(slot: number, book: TenantBook): boolean;
}

/**
 * The slots of the first contacts that fit, in the order of names; at most `limit`. `after` goes on behind a contact,
 * which may have changed or gone meanwhile.
 */
export function findSlots(
  book: TenantBook,
  { clue, accept }: Condition,
  limit: number,
  after: IndexedContact | null = null,
): number[] {
  const found: number[] = [];
  if (limit <= 0) return found;
  const { order } = book;
  const { slots, length } = order;
  let place = after ? order.placeAfter(after, book.contactAt) : 0;
  const most = estimate(book, clue);
  if (most <= handful) {
    for (const rank of fewCandidates(book, clue)) {
      if (rank < place || rank >= length) continue;
      const slot = slots[rank]!;
      if (accept(slot, book)) found.push(slot);
      if (found.length === limit) break;
    }
    return found;
  }
  // When much of the book may fit, the few that are wanted stand near by: a short walk beats sorting thousands.
  const walkTo = most > length / 2 ? length : most > manyCandidates ? place + limit * 16 : place;
  for (const end = Math.min(length, walkTo); place < end && found.length < limit; place += 1) {
    const slot = slots[place]!;
    if (accept(slot, book)) found.push(slot);
  }
  if (found.length === limit || place >= length) return found;
  withCandidates(book, clue, (places) =>
    eachPlace(places, place, length, (rank) => {
      const slot = slots[rank]!;
      if (accept(slot, book)) found.push(slot);
      return found.length < limit;
    }),
  );
  return found;
}

/** The same, as contacts. */
export const findFirst = (
  book: TenantBook,
  condition: Condition,
  limit: number,
  after: IndexedContact | null = null,
): IndexedContact[] => findSlots(book, condition, limit, after).map(book.contactAt);

/** Every contact that fits, in the order of names. */
export const findAll = (book: TenantBook, condition: Condition): IndexedContact[] =>
  findFirst(book, condition, Number.POSITIVE_INFINITY);

/** Calls back with each place of a set from `start` up to `end`, in order, until it says no. */
function eachPlace(places: Places, start: number, end: number, use: (place: number) => boolean): void {
  for (let at = start >>> 5; at << 5 < end; at += 1) {
    let word = places[at]!;
    if (at === start >>> 5) word &= -1 << (start & 31);
    for (; word !== 0; word &= word - 1) {
      const place = (at << 5) + 31 - Math.clz32(word & -word);
      if (place >= end || !use(place)) return;
    }
  }
}

const handful = 128;
const manyCandidates = 10_000;
