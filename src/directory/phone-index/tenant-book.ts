import { randomBytes } from 'node:crypto';
import { marks } from '../search-key.ts';
import type { CandidateSource } from './candidates.ts';
import { endings, keypadGrams, numberGrams, textGrams } from './grams.ts';
import type { IndexedContact } from './indexed-contact.ts';
import { createNameOrder, type NameOrder } from './name-order.ts';
import { createPostings, type Postings, splitPostings } from './postings.ts';

/** Every published contact of one tenant, findable by what stands in it and ordered by name. */
export interface TenantBook extends CandidateSource {
  readonly order: NameOrder;
  readonly size: number;
  contactAt(slot: number): IndexedContact;
  contactOf(id: string): IndexedContact | undefined;
  /** Writes and takes out some hundred contacts: what takes a few milliseconds. */
  change(changed: readonly IndexedContact[], gone: readonly string[]): void;
  /** Grows with every change. */
  readonly changes: number;
  /** A text that no other state of any book has. */
  readonly revision: string;
  /** Entries in the postings, of which `stale` lead to contacts that do not fit any more. */
  readonly stale: number;
  readonly bits: number;
}

/** `expected`: how many contacts are coming. More may come, at a growing price. */
export function createTenantBook(expected: number): TenantBook {
  const made = randomBytes(6).toString('hex');
  const bits = Math.min(18, Math.max(8, Math.ceil(Math.log2(expected * 4 + 1))));
  const postings: Postings = splitPostings(endings, createPostings(bits), createPostings(bits));
  const contacts: (IndexedContact | undefined)[] = [];
  const slots = new Map<string, number>();
  const free: number[] = [];
  const order = createNameOrder();
  let changes = 0;
  let stale = 0;

  function contactAt(slot: number): IndexedContact {
    const contact = contacts[slot];
    if (!contact) throw new Error('The phone index asked for a contact at an empty place.');
    return contact;
  }

  function write(contact: IndexedContact, come: number[], gone: Set<number>): void {
    const known = slots.get(contact.id);
    const slot = known ?? free.pop() ?? contacts.length;
    const before = known === undefined ? undefined : contacts[slot];
    const old = before ? gramsOf(before) : new Set<number>();
    const grams = before?.searchText === contact.searchText ? old : gramsOf(contact);
    if (grams !== old) {
      for (const gram of grams) if (!old.delete(gram)) postings.add(gram, slot);
      // What is left in `old` stays in the postings and leads here for nothing.
      stale += old.size;
    }
    contacts[slot] = contact;
    slots.set(contact.id, slot);
    if (before === undefined) come.push(slot);
    else if (before.displayName !== contact.displayName) {
      come.push(slot);
      gone.add(slot);
    }
  }

  return {
    postings,
    order,
    contactAt,
    contactOf: (id) => {
      const slot = slots.get(id);
      return slot === undefined ? undefined : contacts[slot];
    },
    slotOf: (id) => slots.get(id),
    change: (changed, goneIds) => {
      changes += 1;
      const come: number[] = [];
      const gone = new Set<number>();
      const emptied: number[] = [];
      for (const id of goneIds) {
        const slot = slots.get(id);
        if (slot === undefined) continue;
        stale += gramsOf(contactAt(slot)).size;
        slots.delete(id);
        gone.add(slot);
        emptied.push(slot);
      }
      for (const contact of changed) write(contact, come, gone);
      if (gone.size > 0 || come.length > 0) order.change(gone, come, contactAt);
      // Only now: until the order had them out, their names were needed, and nobody may have taken their places.
      for (const slot of emptied) {
        contacts[slot] = undefined;
        free.push(slot);
      }
    },
    get size() {
      return slots.size;
    },
    get changes() {
      return changes;
    },
    get revision() {
      return `${made}-${changes}`;
    },
    get stale() {
      return stale;
    },
    bits,
  };
}

function gramsOf(contact: IndexedContact): Set<number> {
  const grams = new Set<number>();
  const give = (gram: number) => grams.add(gram);
  const [texts = '', numbers = ''] = contact.searchText.split(marks.numbers);
  for (const line of texts.split(marks.line)) textGrams(line, give);
  keypadGrams(contact.nameKey, give);
  for (const digits of numbers.match(/\d+/g) ?? []) numberGrams(digits, give);
  for (const { digits, typedDigits } of contact.phones)
    if (typedDigits !== digits) numberGrams(typedDigits, give);
  return grams;
}
