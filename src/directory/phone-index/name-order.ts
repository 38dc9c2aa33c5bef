import { sortedCharacters } from '../search-key.ts';
import type { IndexedContact } from './indexed-contact.ts';

// English is the root collation of Unicode, untailored; `und` would become the machine's language.
const collator = new Intl.Collator('en-US');

/**
 * The order of every list of the product: by name (what of it is sorted, see search-key.ts) in Unicode's root collation,
 * then by code point, then by id.
 */
export function compareByName(one: Sorted, other: Sorted): number {
  if (one.displayName !== other.displayName) {
    const [a, b] = [sortedPart(one.displayName), sortedPart(other.displayName)];
    // As PostgreSQL does when the collation finds two texts equal: by their bytes.
    const order = collator.compare(a, b) || Buffer.compare(Buffer.from(a), Buffer.from(b));
    if (order !== 0) return order;
  }
  return one.id < other.id ? -1 : one.id > other.id ? 1 : 0;
}

type Sorted = Pick<IndexedContact, 'displayName'> & { readonly id: string };

/** What of a name is sorted. */
export const sortedPart = (name: string) =>
  name.length <= sortedCharacters ? name : [...name].slice(0, sortedCharacters).join('');

export interface NameOrder {
  /** Slots in the order of names. */
  readonly slots: Int32Array;
  readonly length: number;
  /** The place of each slot; of an empty one, any place that there was. */
  readonly ranks: Int32Array;
  /** A slot's place among `slots`. */
  rankOf(slot: number): number;
  /** The first place whose contact comes after this one, which need not be there any more. */
  placeAfter(contact: IndexedContact, contactAt: (slot: number) => IndexedContact): number;
  /** Takes out `gone` and puts in `come`, in one pass: some hundred at once cost little more than one. */
  change(
    gone: ReadonlySet<number>,
    come: readonly number[],
    contactAt: (slot: number) => IndexedContact,
  ): void;
}

export function createNameOrder(): NameOrder {
  let slots = new Int32Array(0);
  let ranks = new Int32Array(0);
  let length = 0;

  /** `equal`: whether one that compares equal stands before the place. */
  function placeOf(
    contact: IndexedContact,
    contactAt: (slot: number) => IndexedContact,
    equal: boolean,
  ): number {
    let low = 0;
    let high = length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const compared = compareByName(contactAt(slots[middle]!), contact);
      if (compared < 0 || (equal && compared === 0)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  function withoutGone(gone: ReadonlySet<number>): void {
    let kept = 0;
    for (let at = 0; at < length; at += 1) {
      const slot = slots[at]!;
      if (!gone.has(slot)) {
        slots[kept] = slot;
        kept += 1;
      }
    }
    length = kept;
  }

  return {
    get slots() {
      return slots;
    },
    get length() {
      return length;
    },
    get ranks() {
      return ranks;
    },
    rankOf: (slot) => ranks[slot]!,
    placeAfter: (contact, contactAt) => placeOf(contact, contactAt, true),
    change: (gone, come, contactAt) => {
      if (gone.size > 0) withoutGone(gone);
      const sorted = [...come].sort((one, other) => compareByName(contactAt(one), contactAt(other)));
      const places = sorted.map((slot) => placeOf(contactAt(slot), contactAt, false));
      const total = length + sorted.length;
      if (total > slots.length) slots = copyOf(slots, grown(total));
      // From the end, so that nothing is overwritten before it has moved.
      let from = length;
      for (let next = sorted.length - 1; next >= 0; next -= 1) {
        const place = places[next]!;
        slots.copyWithin(place + next + 1, place, from);
        slots[place + next] = sorted[next]!;
        from = place;
      }
      length = total;
      const highest = sorted.reduce((most, slot) => Math.max(most, slot), -1);
      if (highest >= ranks.length) ranks = copyOf(ranks, grown(highest + 1));
      for (let at = 0; at < length; at += 1) ranks[slots[at]!] = at;
    },
  };
}

const grown = (needed: number) => Math.ceil(needed * 1.25) + 16;

function copyOf(from: Int32Array, length: number): Int32Array<ArrayBuffer> {
  const copy = new Int32Array(length);
  copy.set(from);
  return copy;
}
