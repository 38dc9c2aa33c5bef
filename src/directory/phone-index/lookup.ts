import { readNumber } from '../../domain/number.ts';
import { type CallerCandidate, callerNumber, leastEnding, matchCaller } from '../caller-match.ts';
import type { Viewer } from '../viewer.ts';
import { hasEnding } from './clue.ts';
import { findAll } from './find.ts';
import type { IndexedContact } from './indexed-contact.ts';
import type { TenantBook } from './tenant-book.ts';

interface Candidate extends CallerCandidate {
  readonly contact: IndexedContact;
}

/** Who has a number, by the policy of caller-match.ts, as directory/search/ finds them in the database. */
export function lookupInBook(
  book: TenantBook,
  viewer: Viewer,
  number: string,
  { country, leastEnding: least }: { readonly country: string; readonly leastEnding: number },
): IndexedContact | null {
  const { digits, e164 } = readNumber(number, country);
  if (digits === '') return null;
  const candidates = candidatesIn(book, viewer, digits);
  const same = candidates.filter((candidate) => candidate.digits === digits);
  const considered = same.length > 0 || digits.length < leastEnding ? same : candidates;
  return matchCaller(callerNumber(digits, e164), considered, least).match?.contact ?? null;
}

function candidatesIn(book: TenantBook, viewer: Viewer, digits: string): Candidate[] {
  const ending = digits.slice(-leastEnding);
  const contacts = findAll(book, {
    clue: hasEnding(digits),
    accept: (slot) =>
      book.isVisible(viewer, slot) &&
      book.contactAt(slot).phones.some((phone) => phone.digits.endsWith(ending)),
  });
  return contacts.flatMap((contact) =>
    contact.phones
      .filter((phone) => phone.digits.endsWith(ending))
      .map((phone) => ({
        contact,
        contactId: contact.id,
        ...callerNumber(phone.digits, phone.e164),
        personal: contact.ownerId !== null,
        local: contact.sourceId === null,
        updatedAt: new Date(contact.updatedAt),
      })),
  );
}
