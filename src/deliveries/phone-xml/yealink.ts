import type { PhoneFormat } from './format.ts';
import { element, onOneLine } from './xml.ts';
import { xmlBook } from './xml-book.ts';

// Yealink remote phone book, the flat form: one entry a contact with 1..n numbers. The phone either takes the whole book
// and searches in itself, or puts what somebody types for the literal `#SEARCH` in the URL. An incoming call is matched
// with the text of the number exactly: set the device's number format to what the PBX presents.
export const yealink = {
  vendor: 'yealink',
  title: 'Yealink',
  documents: [
    {
      kind: 'book',
      path: 'yealink.xml',
      title: 'Remote phone book',
      contentType: 'text/xml; charset=utf-8',
      searchable: true,
      open: ({ words }) =>
        xmlBook({
          within: [{ name: 'YealinkIPPhoneDirectory' }],
          write: ({ contact, numbers }) => ({
            elements: [
              element(
                'DirectoryEntry',
                element('Name', onOneLine(contact.displayName)),
                ...numbers.map(({ dial }) => element('Telephone', dial)),
              ),
            ],
          }),
          empty: element('DirectoryEntry', element('Name', words.noEntries), element('Telephone')),
        }),
    },
  ],
} satisfies PhoneFormat;
