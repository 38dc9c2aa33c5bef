import type { Device } from '../../access/device.ts';
import { eachOf, everybody, hasId } from '../../directory/phone-index/clue.ts';
import { type Condition, findSlots } from '../../directory/phone-index/find.ts';
import type { IndexedContact } from '../../directory/phone-index/indexed-contact.ts';
import type { OpenBook } from '../../directory/phone-index/phone-index.ts';
import type { TenantBook } from '../../directory/phone-index/tenant-book.ts';
import type { Outcome } from './answer.ts';
import type { BerWriter } from './ber-writer.ts';
import type { SearchControls } from './controls.ts';
import { encodeContact, writePlainEntry } from './entry.ts';
import { entryCache } from './entry-cache.ts';
import { conditionOf } from './match.ts';
import { fitsPlainEntry } from './plain-entries.ts';
import type { SearchRequest } from './request.ts';
import { resultCodes } from './result-codes.ts';
import { type Scope, scopeOf } from './scope.ts';
import { selectionOf } from './selection.ts';
import { type Pages, specialSearch } from './special-search.ts';
import type { Place } from './tree.ts';

/** `complete`: false when some who fit may not be in it. */
export type SearchedBook = Pick<OpenBook, 'book' | 'country'> & { readonly complete?: boolean };

export interface SearchSetting {
  readonly device: Device;
  readonly open: SearchedBook;
  readonly pages: Pages;
  /** The most entries of one answer, whatever a client asks for. */
  readonly mostEntries: number;
  /** The result when more match than are sent: 4, or 0 for phones that drop everything at any other. */
  readonly overLimit: number;
}

/** Writes the entries of a search and says how it ended; a promise only when there is something to sort. */
export function answerSearch(
  setting: SearchSetting,
  messageId: number,
  request: SearchRequest,
  place: Place,
  controls: SearchControls,
  writer: BerWriter,
): Outcome | Promise<Outcome> {
  const { device, open } = setting;
  const viewer = { tenantId: device.tenantId, personId: device.ownerId };
  const scope = scopeOf(place, request.scope, open, viewer);
  if ('code' in scope) return scope;
  for (const entry of scope.plain) {
    if (fitsPlainEntry(request.filter, entry))
      writePlainEntry(writer, messageId, entry, request.attributes, request.typesOnly);
  }
  if (!scope.people) return { code: resultCodes.success };

  const { book } = open;
  const selection = selectionOf(request.attributes, request.typesOnly);
  const reader = { device, country: open.country };
  const writeFresh = (contact: IndexedContact) => {
    const entry = encodeContact(contact, selection, reader);
    writer.message(messageId, entry, 0, entry.length);
  };
  // A part of a large book lives for one answer: kept entries of it would only push out those of whole books.
  const kept = open.complete === undefined ? entryCache(book, selection, reader) : null;
  const write = (slot: number) =>
    kept ? kept.write(writer, messageId, slot) : writeFresh(book.contactAt(slot));
  const { clue, accept } = conditionOf(request.filter, open.country);
  const { people } = scope;
  const condition: Condition = {
    clue: eachOf([people.id === null ? everybody : hasId(people.id), clue]),
    accept: (slot) => book.isVisible(viewer, slot) && isIn(people, slot, book) && accept(slot, book),
  };
  const deviceLimit = orEndless(device.maxEntries);
  const limit = Math.min(orEndless(request.sizeLimit), deviceLimit);
  if (controls.sort || controls.listView || controls.page) {
    const send = (contacts: readonly IndexedContact[], count = contacts.length) => {
      for (let at = 0; at < count; at += 1) {
        const contact = contacts[at]!;
        const slot = book.slotOf(contact.id);
        // A list that was sorted before may have contacts as they were then.
        if (slot !== undefined && book.contactAt(slot) === contact) write(slot);
        else writeFresh(contact);
      }
    };
    const question = JSON.stringify([device.tenantId, device.ownerId, people, request.filter]);
    return specialSearch({ ...setting, condition, limit, deviceLimit, question, send }, controls);
  }
  const most = Math.min(limit, setting.mostEntries);
  const found = findSlots(book, condition, most + 1);
  for (let at = 0; at < found.length && at < most; at += 1) write(found[at]!);
  return { code: found.length > most || open.complete === false ? setting.overLimit : resultCodes.success };
}

const orEndless = (limit: number | null) => (limit && limit > 0 ? limit : Number.POSITIVE_INFINITY);

function isIn({ book, id }: NonNullable<Scope['people']>, slot: number, { contactAt }: TenantBook): boolean {
  if (book === null && id === null) return true;
  const contact = contactAt(slot);
  return (book === null || contact.book === book) && (id === null || contact.id === id);
}
