import { randomBytes } from 'node:crypto';
import { marks } from '../search-marks.ts';
import type { Viewer } from '../viewer.ts';
import { visibleContact } from '../visible-to.ts';
import type { CandidateSource } from './candidates.ts';
import { type ContactTexts, columns, createContactTexts, rowLength } from './contact-texts.ts';
import { endings, keypadGrams, numberGrams, textGrams } from './grams.ts';
import type { IndexedContact, ReadContact } from './indexed-contact.ts';
import { createNameOrder, type NameOrder } from './name-order.ts';
import { createPostings, type Postings, splitPostings } from './postings.ts';

/**
 * Every published contact of one tenant, findable by what stands in it and ordered by name. Each has a slot, a small
 * number that stays its own while it is there.
 */
export interface TenantBook extends CandidateSource {
  readonly order: NameOrder;
  readonly texts: ContactTexts;
  readonly size: number;
  contactAt(slot: number): IndexedContact;
  contactOf(id: string): IndexedContact | undefined;
  isVisible(viewer: Viewer, slot: number): boolean;
  /** Which change wrote what stands in a slot. */
  versionOf(slot: number): number;
  /** Writes and takes out some hundred contacts: what takes a few milliseconds. */
  change(changed: readonly ReadContact[], gone: readonly string[]): void;
  /** Everybody as they were read. */
  everybody(): Generator<ReadContact>;
  /** Grows with every change. */
  readonly changes: number;
  /** A text that no other state of any book has. */
  readonly revision: string;
  /** Whether much of what it holds or looks through leads nowhere, so that it should be made anew. */
  readonly isWornOut: boolean;
}

const mostBits = 18;
/** Room that a contact's grams take, as measured with made-up ones; a book with longer texts makes room as it grows. */
const gramsEach = 84;

/** `expected`: how many contacts are coming. More may come, at a growing price. */
export function createTenantBook(expected: number): TenantBook {
  const made = randomBytes(6).toString('hex');
  const bits = Math.min(mostBits, Math.max(8, Math.ceil(Math.log2(expected * 4 + 1))));
  const postings: Postings = splitPostings(
    endings,
    createPostings(bits, expected * gramsEach),
    createPostings(bits, expected),
  );
  const contacts: (IndexedContact | undefined)[] = [];
  const slots = new Map<string, number>();
  const free: number[] = [];
  const order = createNameOrder();
  const texts = createContactTexts(expected);
  /** Owners of personal contacts; nobody stands first, for the central book. */
  const owners: { readonly ownerId: string | null }[] = [{ ownerId: null }];
  const ownerNumbers = new Map<string | null, number>([[null, 0]]);
  let changes = 0;
  /** Entries in the postings that lead to contacts which do not fit any more. */
  let stale = 0;

  function contactAt(slot: number): IndexedContact {
    const contact = contacts[slot];
    if (!contact) throw new Error('The phone index asked for a contact at an empty place.');
    return contact;
  }

  function ownerOf(ownerId: string | null): number {
    const known = ownerNumbers.get(ownerId);
    if (known !== undefined) return known;
    ownerNumbers.set(ownerId, owners.length);
    return owners.push({ ownerId }) - 1;
  }

  function write(read: ReadContact, come: number[], gone: Set<number>): void {
    const { contact } = read;
    const known = slots.get(contact.id);
    const slot = known ?? free.pop() ?? contacts.length;
    const before = known === undefined ? undefined : readAt(slot);
    if (before?.searchText !== read.searchText || !samePhones(before.contact, contact)) {
      const old = before ? gramsOf(before) : new Set<number>();
      for (const gram of gramsOf(read)) if (!old.delete(gram)) postings.add(gram, slot);
      // What is left in `old` stays in the postings and leads here for nothing.
      stale += old.size;
    }
    contacts[slot] = contact;
    slots.set(contact.id, slot);
    texts.write(slot, read);
    texts.rows[slot * rowLength + columns.owner] = ownerOf(contact.ownerId);
    texts.rows[slot * rowLength + columns.version] = changes;
    if (before === undefined) come.push(slot);
    else if (before.contact.displayName !== contact.displayName) {
      come.push(slot);
      gone.add(slot);
    }
  }

  const readAt = (slot: number): ReadContact => ({
    contact: contactAt(slot),
    nameKey: texts.nameKey(slot),
    searchText: texts.searchText(slot),
  });

  return {
    postings,
    order,
    texts,
    contactAt,
    contactOf: (id) => {
      const slot = slots.get(id);
      return slot === undefined ? undefined : contacts[slot];
    },
    slotOf: (id) => slots.get(id),
    isVisible: (viewer, slot) =>
      visibleContact(viewer, owners[texts.rows[slot * rowLength + columns.owner]!]!),
    versionOf: (slot) => texts.rows[slot * rowLength + columns.version]!,
    change: (changed, goneIds) => {
      changes += 1;
      const come: number[] = [];
      const gone = new Set<number>();
      const emptied: number[] = [];
      for (const id of goneIds) {
        const slot = slots.get(id);
        if (slot === undefined) continue;
        stale += gramsOf(readAt(slot)).size;
        slots.delete(id);
        gone.add(slot);
        emptied.push(slot);
      }
      for (const contact of changed) write(contact, come, gone);
      if (gone.size > 0 || come.length > 0) order.change(gone, come, contactAt);
      // Only now: until the order had them out, their names were needed, and nobody may have taken their places.
      for (const slot of emptied) {
        contacts[slot] = undefined;
        texts.remove(slot);
        free.push(slot);
      }
    },
    *everybody() {
      for (const slot of slots.values()) yield readAt(slot);
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
    get isWornOut() {
      return (
        stale > Math.max(10_000, postings.size / 2) ||
        texts.wasted > Math.max(1_000_000, texts.used / 2) ||
        (bits < mostBits && slots.size * 2 > 2 ** bits)
      );
    },
  };
}

/** Between and before the texts. */
const anyMark = /\p{Cc}+/u;

function gramsOf({ contact, nameKey, searchText }: ReadContact): Set<number> {
  const grams = new Set<number>();
  const give = (gram: number) => grams.add(gram);
  const [texts = '', numbers = ''] = searchText.split(marks.numbers);
  for (const line of texts.split(anyMark)) textGrams(line, give);
  keypadGrams(nameKey, give);
  for (const digits of numbers.match(/\d+/g) ?? []) numberGrams(digits, give);
  for (const { digits, dialledDigits } of contact.phones)
    if (dialledDigits !== digits) numberGrams(dialledDigits, give);
  return grams;
}

const samePhones = ({ phones }: IndexedContact, other: IndexedContact): boolean =>
  phones.length === other.phones.length &&
  phones.every(({ dialledDigits }, at) => dialledDigits === other.phones[at]!.dialledDigits);
