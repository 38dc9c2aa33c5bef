import type { DialNumber, PhoneFormat, Surroundings } from './format.ts';
import { nameParts } from './names.ts';
import { triples } from './number-triples.ts';
import { pageLink } from './page-link.ts';
import { element, elementWith, onOneLine, xmlDocument } from './xml.ts';
import { xmlBook } from './xml-book.ts';

const contentType = 'text/xml; charset=utf-8';

/** Seen: business, extension, fixed, home, mobile, sip. */
function numberType({ label, internal }: DialNumber): string {
  if (label === 'mobile' || label === 'home') return label;
  if (internal) return 'extension';
  return label === 'work' ? 'business' : 'fixed';
}

// Snom: the remote XML directory (tbook 2, desk phones from 10.1.178 on, fetched with POST), pages for the mini browser of
// older ones, and the plain list that DECT bases read. In the search form the phone puts what is typed for `__Q__`.
export const snom = {
  vendor: 'snom',
  title: 'Snom',
  documents: [
    {
      kind: 'book',
      path: 'snom.xml',
      title: 'Remote XML directory',
      contentType,
      searchable: false,
      open: () =>
        xmlBook({
          within: [{ name: 'tbook', attributes: { e: 2, version: '2.0', complete: 'true' } }],
          write: ({ contact, numbers }) => {
            const { first, last } = nameParts(contact);
            return {
              elements: [
                elementWith(
                  'contact',
                  { fav: 'false', vip: 'false', blocked: 'false' },
                  element('first_name', first),
                  element('last_name', last),
                  element(
                    'numbers',
                    ...numbers.map((number) =>
                      elementWith('number', { no: number.dial, type: numberType(number), outgoing_id: 0 }),
                    ),
                  ),
                ),
              ],
            };
          },
        }),
    },
    {
      kind: 'fixed',
      path: 'snom/menu',
      title: 'Mini browser: menu',
      contentType,
      render: ({ base, words }) =>
        xmlDocument(
          element(
            'SnomIPPhoneMenu',
            element('Title', words.directory),
            elementWith('MenuItem', { name: words.search }, element('Url', `${base}/snom/search`)),
            elementWith('MenuItem', { name: words.everybody }, element('Url', `${base}/snom/list`)),
          ),
        ),
    },
    {
      kind: 'fixed',
      path: 'snom/search',
      title: 'Mini browser: search form',
      contentType,
      render: ({ base, words }) =>
        xmlDocument(
          element(
            'SnomIPPhoneInput',
            element('Title', words.search),
            element('Url', `${base}/snom/list?q=__Q__`),
            element(
              'InputItem',
              element('DisplayName', words.nameOrNumber),
              element('InputToken', '__Q__'),
              element('DefaultValue'),
              element('InputFlags', 'a'),
            ),
          ),
        ),
    },
    {
      kind: 'page',
      path: 'snom/list',
      title: 'Mini browser: list',
      contentType,
      // Choosing a line by its number works for a hundred lines; twenty load at once on the oldest models.
      pageLines: 20,
      render: ({ lines, nextOffset, request }, surroundings) => {
        const { base, words } = surroundings;
        if (lines.length === 0 && nextOffset === null) return textScreen(words.noEntries, surroundings);
        return xmlDocument(
          element(
            'SnomIPPhoneMenu',
            element('Title', words.directory),
            ...lines.map(({ name, number }) =>
              elementWith(
                'MenuItem',
                { name },
                element('Url', `snom://mb_nop#numberdial=${number.dial.replaceAll('#', '%23')}`),
                element('ExtraText', number.dial),
              ),
            ),
            ...(nextOffset === null
              ? []
              : [
                  element(
                    'SoftKeyItem',
                    element('Name', 'F4'),
                    element('Label', words.next),
                    element('URL', pageLink(base, 'snom/list', request.q, nextOffset)),
                  ),
                ]),
          ),
        );
      },
      renderMessage: (message, surroundings) => textScreen(message, surroundings),
    },
    {
      kind: 'book',
      path: 'snom-dect.xml',
      title: 'DECT bases (M300 kind)',
      contentType,
      searchable: false,
      open: ({ words }) =>
        xmlBook({
          within: [{ name: 'IPPhoneDirectory' }],
          write: ({ contact, numbers }) => {
            const name = onOneLine(contact.displayName);
            return {
              elements: triples(numbers).map(({ telephone, mobile, other }, index) =>
                element(
                  'DirectoryEntry',
                  element('Name', index === 0 ? name : `${name} (${index + 1})`),
                  element('Telephone', telephone?.dial ?? ''),
                  element('Office', other?.dial ?? ''),
                  element('Mobile', mobile?.dial ?? ''),
                ),
              ),
            };
          },
          empty: element('DirectoryEntry', element('Name', words.noEntries), element('Telephone')),
        }),
    },
  ],
} satisfies PhoneFormat;

const textScreen = (text: string, { words }: Surroundings): string =>
  xmlDocument(element('SnomIPPhoneText', element('Title', words.directory), element('Text', text)));
