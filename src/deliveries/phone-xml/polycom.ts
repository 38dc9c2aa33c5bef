import type { PhoneFormat } from './format.ts';
import { cutToBytes, lineNames, nameParts } from './names.ts';
import { pageLink } from './page-link.ts';
import { element, elementWith } from './xml.ts';
import { xmlBook } from './xml-book.ts';

// Polycom: (a) the contact directory file that the phone reads from its provisioning server as `<mac>-directory.xml` or
// `000000000000-directory.xml`; (b) pages for the micro browser. The corporate directory of a Poly is LDAP.

/** `fn`, `ln`: at most 40 bytes of UTF-8. */
const nameBytes = 40;

export const polycom = {
  vendor: 'polycom',
  title: 'Polycom / Poly',
  documents: [
    {
      kind: 'book',
      path: 'polycom/000000000000-directory.xml',
      title: 'Contact directory file',
      contentType: 'text/xml; charset=utf-8',
      searchable: false,
      maxEntries: 1_000,
      open: ({ cuts, words }) => {
        // `ct` is the key of the file: a number that stands in it twice makes the phone refuse the second.
        const taken = new Set<string>();
        return xmlBook({
          within: [{ name: 'directory' }, { name: 'item_list' }],
          write: (entry, room) => {
            const { first, last } = nameParts(entry.contact);
            const names = lineNames(entry, words);
            const items = entry.numbers.flatMap(({ dial }, index) => {
              if (taken.has(dial)) {
                cuts.add('same-number');
                return [];
              }
              taken.add(dial);
              const suffix = names[index]?.suffix ?? '';
              const shortFirst = cutToBytes(first, nameBytes);
              const shortLast = `${cutToBytes(last, nameBytes - Buffer.byteLength(suffix))}${suffix}`;
              if (shortFirst !== first || shortLast !== `${last}${suffix}`) cuts.add('shortened-names');
              return [
                element(
                  'item',
                  element('ln', shortLast.trim()),
                  element('fn', shortFirst),
                  element('ct', dial),
                  element('sd'),
                  element('rt'),
                  element('dc'),
                  element('ad', '0'),
                  element('ar', '0'),
                  element('bw', '0'),
                  element('bb', '0'),
                ),
              ];
            });
            // A contact whose numbers do not all fit any more stays out whole: half of one misleads.
            return items.length > room ? { elements: [], entries: 0 } : { elements: items };
          },
        });
      },
    },
    {
      kind: 'page',
      path: 'polycom/browse',
      title: 'Micro browser page',
      // The micro browser wants HTML by name, and well-formed XML by nature.
      contentType: 'text/html; charset=utf-8',
      pageLines: 16,
      render: ({ lines, nextOffset, request, total }, { base, words }) => {
        const list = lines.map(({ name, number }) =>
          element('li', elementWith('a', { href: `tel://${number.dial}` }, name)),
        );
        return browserPage(
          words.directory,
          elementWith(
            'form',
            { action: `${base}/polycom/browse`, method: 'get', 'accept-charset': 'utf-8' },
            element(
              'p',
              `${words.nameOrNumber}: `,
              elementWith('input', { type: 'text', name: 'q', size: 15, value: request.q }),
              elementWith('input', { type: 'submit', value: words.search }),
            ),
          ),
          total === 0 || list.length === 0 ? element('p', words.noEntries) : element('ol', ...list),
          ...(nextOffset === null
            ? []
            : [
                element(
                  'p',
                  elementWith(
                    'a',
                    { href: pageLink(base, 'polycom/browse', request.q, nextOffset) },
                    words.nextPage,
                  ),
                ),
              ]),
        );
      },
      renderMessage: (message, { words }) => browserPage(words.directory, element('p', message)),
    },
  ],
} satisfies PhoneFormat;

function browserPage(title: string, ...body: readonly ReturnType<typeof element>[]): string {
  const page = element('html', element('head', element('title', title)), element('body', ...body));
  return `${page.markup}\n`;
}
