import type { PhoneFormat, Surroundings } from './format.ts';
import { triples } from './number-triples.ts';
import { pageLink } from './page-link.ts';
import { element, onOneLine, xmlDocument } from './xml.ts';
import { xmlBook } from './xml-book.ts';

const contentType = 'text/xml; charset=utf-8';

// Fanvil: the cloud phone book of newer models (the whole book), and screens for the browser of older ones.
export const fanvil = {
  vendor: 'fanvil',
  title: 'Fanvil',
  documents: [
    {
      kind: 'book',
      path: 'fanvil.xml',
      title: 'Cloud phone book',
      contentType,
      searchable: false,
      open: ({ words }) =>
        xmlBook({
          within: [{ name: 'PhoneBook' }],
          write: ({ contact, numbers }) => {
            const name = onOneLine(contact.displayName);
            return {
              elements: triples(numbers).map(({ telephone, mobile, other }, index) =>
                element(
                  'DirectoryEntry',
                  element('Name', index === 0 ? name : `${name} (${index + 1})`),
                  element('Telephone', telephone?.dial ?? ''),
                  element('Mobile', mobile?.dial ?? ''),
                  element('Other', other?.dial ?? ''),
                  element('Ring', 'Default'),
                  element('Group'),
                ),
              ),
            };
          },
          empty: element('DirectoryEntry', element('Name', words.noEntries), element('Telephone')),
        }),
    },
    {
      kind: 'fixed',
      path: 'fanvil/search',
      title: 'Browser: search form',
      contentType,
      render: ({ base, words }) =>
        xmlDocument(
          element(
            'FanvilIPPhoneInputScreen',
            element('Title', words.search),
            element('Prompt', words.nameOrNumber),
            element('URL', `${base}/fanvil/list`),
            element(
              'InputField',
              element('Prompt', words.nameOrNumber),
              element('Parameter', 'q'),
              element('Default'),
            ),
          ),
        ),
    },
    {
      kind: 'page',
      path: 'fanvil/list',
      title: 'Browser: list',
      contentType,
      pageLines: 16,
      render: ({ lines, nextOffset, request }, surroundings) => {
        const { base, words } = surroundings;
        if (lines.length === 0 && nextOffset === null) return notice(words.noEntries, surroundings);
        return xmlDocument(
          element(
            'FanvilIPPhoneDirectory',
            element('Title', words.directory),
            ...lines.map(({ name, number }) =>
              element('MenuItem', element('Prompt', name), element('URI', number.dial)),
            ),
            ...(nextOffset === null
              ? []
              : [
                  element(
                    'SoftKey',
                    element('Name', words.next),
                    element('URI', pageLink(base, 'fanvil/list', request.q, nextOffset)),
                  ),
                ]),
          ),
        );
      },
      renderMessage: (message, surroundings) => notice(message, surroundings),
    },
  ],
} satisfies PhoneFormat;

const notice = (text: string, { words }: Surroundings): string =>
  xmlDocument(
    element(
      'FanvilIPPhoneDirectory',
      element('Title', words.directory),
      element('MenuItem', element('Prompt', text), element('URI')),
    ),
  );
