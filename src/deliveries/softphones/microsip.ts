import type { PhoneFormat } from '../phone-xml/format.ts';
import { lineNames } from '../phone-xml/names.ts';
import { elementWith } from '../phone-xml/xml.ts';
import { xmlBook } from '../phone-xml/xml-book.ts';

// MicroSIP: users directory. One number an entry.
export const microsip = {
  vendor: 'microsip',
  title: 'MicroSIP',
  documents: [
    {
      kind: 'book',
      path: 'microsip.xml',
      title: 'Users directory',
      contentType: 'text/xml; charset=utf-8',
      searchable: false,
      open: ({ words }) =>
        xmlBook({
          within: [{ name: 'contacts', attributes: { refresh: 0 } }],
          write: (entry) => ({
            elements: lineNames(entry, words).map(({ name }, index) =>
              elementWith('contact', {
                number: entry.numbers[index]?.dial ?? '',
                name,
                presence: 0,
                directory: 0,
              }),
            ),
          }),
        }),
    },
  ],
} satisfies PhoneFormat;
