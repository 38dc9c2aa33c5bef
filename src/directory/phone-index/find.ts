import { candidateSlots, estimate } from './candidates.ts';
import type { Clue } from './clue.ts';
import type { IndexedContact } from './indexed-contact.ts';
import type { TenantBook } from './tenant-book.ts';

export interface Condition {
  readonly clue: Clue;
  /** Whether a contact fits: the clue only narrows. */
  accept(contact: IndexedContact): boolean;
}

/**
 * The first contacts that fit, in the order of names; at most `limit`. `after` goes on behind a contact, which may have
 * changed or gone meanwhile.
 */
export function findFirst(
  book: TenantBook,
  { clue, accept }: Condition,
  limit: number,
  after: IndexedContact | null = null,
): IndexedContact[] {
  const found: IndexedContact[] = [];
  const { order } = book;
  const start = after ? order.placeAfter(after, book.contactAt) : 0;
  const ranks = limit > 0 ? candidateRanks(book, clue, limit) : new Int32Array(0);
  const end = ranks ? ranks.length : order.length;
  for (let at = ranks ? 0 : start; at < end && found.length < limit; at += 1) {
    const rank = ranks ? ranks[at]! : at;
    if (rank < start) continue;
    const contact = book.contactAt(order.slots[rank]!);
    if (accept(contact)) found.push(contact);
  }
  return found;
}

/** Every contact that fits, in the order of names. */
export const findAll = (book: TenantBook, condition: Condition): IndexedContact[] =>
  findFirst(book, condition, Number.POSITIVE_INFINITY);

/** The places, in order, of those that may fit; null: walk through the whole book. */
function candidateRanks(book: TenantBook, clue: Clue, limit: number): Int32Array | null {
  const { order } = book;
  const most = estimate(book, clue);
  // When much of the book may fit, the few that are wanted stand near its beginning: walking beats sorting.
  if (most > order.length / 4 || (most > 2_000 && (most * most) / order.length > limit * 50)) return null;
  const slots = candidateSlots(book, clue);
  const ranks = new Int32Array(slots.length);
  for (let at = 0; at < slots.length; at += 1) ranks[at] = order.rankOf(slots[at]!);
  return ranks.sort();
}
