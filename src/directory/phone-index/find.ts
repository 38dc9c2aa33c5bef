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
  if (limit <= 0) return found;
  const { order } = book;
  let place = after ? order.placeAfter(after, book.contactAt) : 0;
  const look = (rank: number) => {
    const contact = book.contactAt(order.slots[rank]!);
    if (accept(contact)) found.push(contact);
  };
  const most = estimate(book, clue);
  // When much of the book may fit, the few that are wanted stand near by: a short walk beats sorting thousands.
  const walkTo = most > order.length / 2 ? order.length : most > manyCandidates ? place + limit * 16 : place;
  for (const end = Math.min(order.length, walkTo); place < end && found.length < limit; place += 1)
    look(place);
  if (found.length === limit || place >= order.length) return found;
  for (const rank of candidateRanks(book, clue)) {
    if (rank < place) continue;
    look(rank);
    if (found.length === limit) break;
  }
  return found;
}

const manyCandidates = 3_000;

/** Every contact that fits, in the order of names. */
export const findAll = (book: TenantBook, condition: Condition): IndexedContact[] =>
  findFirst(book, condition, Number.POSITIVE_INFINITY);

/** The places, in order, of those that may fit. */
function candidateRanks(book: TenantBook, clue: Clue): Int32Array {
  const slots = candidateSlots(book, clue);
  const ranks = new Int32Array(slots.length);
  for (let at = 0; at < slots.length; at += 1) ranks[at] = book.order.rankOf(slots[at]!);
  return ranks.sort();
}
