import { candidateSlots, estimate } from './candidates.ts';
import type { Clue } from './clue.ts';
import type { IndexedContact } from './indexed-contact.ts';
import type { TenantBook } from './tenant-book.ts';

export interface Condition {
  readonly clue: Clue;
  /** Whether a contact fits: the clue only narrows. */
  accept(contact: IndexedContact): boolean;
}

/** The first contacts that fit, in the order of names; at most `limit`. */
export function findFirst(book: TenantBook, { clue, accept }: Condition, limit: number): IndexedContact[] {
  const found: IndexedContact[] = [];
  if (limit <= 0) return found;
  for (const contact of inOrder(book, clue, limit)) {
    if (!accept(contact)) continue;
    found.push(contact);
    if (found.length === limit) break;
  }
  return found;
}

/** Every contact that fits, in the order of names. */
export const findAll = (book: TenantBook, condition: Condition): IndexedContact[] =>
  findFirst(book, condition, Number.POSITIVE_INFINITY);

/** Contacts that may fit, in the order of names. */
function* inOrder(book: TenantBook, clue: Clue, limit: number): Generator<IndexedContact> {
  const { order } = book;
  const most = estimate(book, clue);
  // When most of the book may fit, the few that are wanted stand near the beginning: walk, and sort nothing.
  if (most > order.length / 4 || (most > 2_000 && (most * most) / order.length > limit * 50)) {
    for (let rank = 0; rank < order.length; rank += 1) yield book.contactAt(order.slots[rank]!);
    return;
  }
  const slots = candidateSlots(book, clue);
  const ranks = new Int32Array(slots.length);
  for (let at = 0; at < slots.length; at += 1) ranks[at] = order.rankOf(slots[at]!);
  ranks.sort();
  for (const rank of ranks) yield book.contactAt(order.slots[rank]!);
}
