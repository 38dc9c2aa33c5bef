import type { DialNumber, PhoneFormat } from '../phone-xml/format.ts';
import { element, elementWith, onOneLine } from '../phone-xml/xml.ts';
import { xmlBook } from '../phone-xml/xml-book.ts';

const location: Readonly<Record<DialNumber['label'], string>> = {
  work: 'Work',
  home: 'Home',
  mobile: 'Work',
  other: 'Custom',
};

// Zoiper 5: XML contact service. A number has two types: where it is, then what it is.
export const zoiper = {
  vendor: 'zoiper',
  title: 'Zoiper',
  documents: [
    {
      kind: 'book',
      path: 'zoiper.xml',
      title: 'XML contact service',
      contentType: 'text/xml; charset=utf-8',
      searchable: false,
      open: () =>
        xmlBook({
          within: [{ name: 'Contacts' }],
          write: ({ contact, numbers }) => ({
            elements: [
              elementWith(
                'Contact',
                { id: contact.id },
                element(
                  'Name',
                  element('First', onOneLine(contact.firstName)),
                  element('Middle', onOneLine(contact.middleName)),
                  element('Last', onOneLine(contact.lastName)),
                  element('Display', onOneLine(contact.displayName)),
                ),
                ...numbers.map((number) =>
                  element(
                    'Phone',
                    element('Type', location[number.label]),
                    element('Type', kindOf(number)),
                    element('Phone', number.dial),
                    element('AccountMappingType', 'Service'),
                    element('PresenceMappingType', 'None'),
                  ),
                ),
              ),
            ],
          }),
        }),
    },
  ],
} satisfies PhoneFormat;

const kindOf = ({ label, internal }: DialNumber): string =>
  internal ? 'IPPhone' : label === 'mobile' ? 'Cell' : 'Phone';
