import { hash } from 'node:crypto';
import type { PhoneEntry, PhoneFormat } from '../phone-xml/format.ts';
import { byLabel, nameParts } from '../phone-xml/names.ts';
import { jsonBook } from './json-book.ts';

// SessionTalk: Contacts API, an array, fetched every half hour. Fax numbers are in no phone document, so `Fax` is empty.
export const sessiontalk = {
  vendor: 'sessiontalk',
  title: 'SessionTalk',
  documents: [
    {
      kind: 'book',
      path: 'sessiontalk.json',
      title: 'Contacts API',
      contentType: 'application/json; charset=utf-8',
      searchable: false,
      open: () => jsonBook('[', ']', contactOf),
    },
  ],
} satisfies PhoneFormat;

function contactOf({ contact, numbers }: PhoneEntry) {
  const { first, last } = nameParts(contact);
  const dials = (label: 'work' | 'home' | 'mobile' | 'other') =>
    byLabel(numbers, label).map(({ dial }) => dial);
  const body = {
    FirstName: first,
    LastName: last,
    Email: contact.emails.map(({ email }) => email),
    Address: [],
    Softphone: numbers.filter(({ internal }) => internal).map(({ dial }) => dial),
    WorkNumber: dials('work'),
    HomeNumber: dials('home'),
    MobileNumber: dials('mobile'),
    Fax: [],
    Other: dials('other'),
  };
  return { Id: contact.id, Checksum: hash('sha256', JSON.stringify(body), 'hex').slice(0, 16), ...body };
}
