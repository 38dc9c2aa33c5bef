import type { PhoneFormat } from './format.ts';
import { lineNames } from './names.ts';
import { element } from './xml.ts';
import { xmlBook } from './xml-book.ts';

// Htek remote phone book: one number an entry. The phone appends what somebody types to the URL (`…htek.xml?q=`).
export const htek = {
  vendor: 'htek',
  title: 'Htek',
  documents: [
    {
      kind: 'book',
      path: 'htek.xml',
      title: 'Remote phone book',
      contentType: 'text/xml; charset=utf-8',
      searchable: true,
      open: ({ words }) =>
        xmlBook({
          within: [{ name: 'PhoneDirectory' }],
          write: (entry) => ({
            elements: lineNames(entry, words).map(({ name }, index) =>
              element(
                'DirectoryEntry',
                element('Name', name),
                element('Telephone', entry.numbers[index]?.dial ?? ''),
              ),
            ),
          }),
          empty: element('DirectoryEntry', element('Name', words.noEntries), element('Telephone')),
        }),
    },
  ],
} satisfies PhoneFormat;
