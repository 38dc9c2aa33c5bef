import { otherReadings, readNumber } from '../../domain/number.ts';
import { type CallerCandidate, callerNumber, leastEnding, matchReadings } from '../caller-match.ts';
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
  const read = readNumber(number, country);
  const { digits } = read;
  if (digits === '') return null;
  const readings = [digits, ...otherReadings(read, country)];
  const candidates = [...new Set(readings.map(endOf))].flatMap((ending) =>
    candidatesIn(book, viewer, ending),
  );
  const same = candidates.filter((candidate) => readings.includes(candidate.digits));
  const considered =
    same.length > 0 || digits.length < leastEnding
      ? same
      : candidates.filter((candidate) => candidate.digits.endsWith(endOf(digits)));
  return matchReadings(read, readings, considered, least).match?.contact ?? null;
}

const endOf = (digits: string) => digits.slice(-leastEnding);

function candidatesIn(book: TenantBook, viewer: Viewer, ending: string): Candidate[] {
  const contacts = findAll(book, {
    clue: hasEnding(ending),
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
        ...callerNumber(phone),
        personal: contact.ownerId !== null,
        local: contact.sourceId === null,
        updatedAt: new Date(contact.updatedAt),
      })),
  );
}
