import { hash } from 'node:crypto';
import type { PhoneEntry, PhoneFormat } from '../phone-xml/format.ts';
import { nameParts } from '../phone-xml/names.ts';
import { onOneLine } from '../phone-xml/xml.ts';
import { jsonBook } from './json-book.ts';

// Acrobits, Groundwire and Cloud Softphone: web-service contacts (`wsContactsUrl`), polled every few minutes. That the
// array is called `contacts` is not confirmed by the vendor's page.
export const acrobits = {
  vendor: 'acrobits',
  title: 'Acrobits / Groundwire',
  documents: [
    {
      kind: 'book',
      path: 'acrobits.json',
      title: 'Web-service contacts',
      contentType: 'application/json; charset=utf-8',
      searchable: false,
      open: () => jsonBook('{"contacts":[', ']}', contactOf),
    },
  ],
} satisfies PhoneFormat;

function contactOf({ contact, numbers }: PhoneEntry) {
  const { last } = nameParts(contact);
  const body = {
    contactId: contact.id,
    displayName: onOneLine(contact.displayName),
    fname: onOneLine(contact.firstName),
    mname: onOneLine(contact.middleName),
    lname: last,
    company: onOneLine(contact.company),
    departmentName: onOneLine(contact.department),
    jobTitle: onOneLine(contact.jobTitle),
    contactEntries: [
      ...numbers.map(({ dial, label }, index) => ({
        entryId: `tel:${index}`,
        label,
        type: 'tel',
        uri: dial,
      })),
      ...contact.emails.map(({ email, label }, index) => ({
        entryId: `email:${index}`,
        label,
        type: 'email',
        uri: email,
      })),
    ],
  };
  // The application takes a contact anew only when its checksum differs.
  return { checksum: hash('sha256', JSON.stringify(body), 'hex').slice(0, 16), ...body };
}
