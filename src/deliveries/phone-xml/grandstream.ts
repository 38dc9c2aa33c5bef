import type { DialNumber, PhoneFormat } from './format.ts';
import { nameParts } from './names.ts';
import { element, elementWith, onOneLine } from './xml.ts';
import { xmlBook } from './xml-book.ts';

const types: Readonly<Record<DialNumber['label'], string>> = {
  work: 'Work',
  mobile: 'Cell',
  home: 'Home',
  // Only these three types were seen; what is none of them is most likely a number at work.
  other: 'Work',
};

const central = '1';
const personal = '2';

// Grandstream phone book: the phone appends `/phonebook.xml` to the path that it is given. One book a phone, so the
// central and the personal one are groups of it. Newer templates use account 0 ("any"), older guides 1 to 6.
export const grandstream = {
  vendor: 'grandstream',
  title: 'Grandstream',
  documents: [
    {
      kind: 'book',
      path: 'grandstream/phonebook.xml',
      // Older GXP: not confirmed.
      aliases: ['grandstream/gs_phonebook.xml'],
      title: 'Phone book',
      contentType: 'text/xml; charset=utf-8',
      searchable: false,
      maxEntries: 1_000,
      open: (surroundings) => {
        let id = 0;
        return xmlBook({
          within: [{ name: 'AddressBook' }],
          before: surroundings.personal
            ? [group(central, surroundings.words.central), group(personal, surroundings.words.personal)]
            : [],
          write: ({ contact, numbers }) => {
            id += 1;
            const { first, last } = nameParts(contact);
            return {
              elements: [
                element(
                  'Contact',
                  element('id', String(id)),
                  element('FirstName', first),
                  element('LastName', last),
                  element('Company', onOneLine(contact.company)),
                  element('Department', onOneLine(contact.department)),
                  element('JobTitle', onOneLine(contact.jobTitle)),
                  element('Frequent', '0'),
                  ...numbers.map(({ dial, label }) =>
                    elementWith(
                      'Phone',
                      { type: types[label] },
                      element('phonenumber', dial),
                      element('accountindex', '0'),
                    ),
                  ),
                  ...(surroundings.personal
                    ? [element('Group', contact.book === 'personal' ? personal : central)]
                    : []),
                  element('Primary', '0'),
                ),
              ],
            };
          },
        });
      },
    },
  ],
} satisfies PhoneFormat;

const group = (id: string, name: string) => element('pbgroup', element('id', id), element('name', name));
