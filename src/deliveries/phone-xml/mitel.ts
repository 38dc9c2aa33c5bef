import type { PhoneFormat, Surroundings } from './format.ts';
import { pageLink } from './page-link.ts';
import { element, elementWith, xmlDocument } from './xml.ts';

const contentType = 'text/xml; charset=utf-8';

// Mitel (Aastra) 68xx/69xx: `directory script` opens the search form; its result is a menu whose lines dial.
export const mitel = {
  vendor: 'mitel',
  title: 'Mitel / Aastra',
  documents: [
    {
      kind: 'fixed',
      path: 'mitel',
      title: 'Search form',
      contentType,
      render: ({ base, words }) =>
        xmlDocument(
          elementWith(
            'AastraIPPhoneInputScreen',
            { type: 'string', editable: 'yes' },
            element('Title', words.search),
            element('Prompt', words.nameOrNumber),
            element('URL', `${base}/mitel/list`),
            element('Parameter', 'q'),
            element('Default'),
          ),
        ),
    },
    {
      kind: 'page',
      path: 'mitel/list',
      title: 'List',
      contentType,
      pageLines: 16,
      render: ({ lines, nextOffset, request }, surroundings) => {
        const { base, words } = surroundings;
        if (lines.length === 0 && nextOffset === null) return textScreen(words.noEntries, surroundings);
        return xmlDocument(
          elementWith(
            'AastraIPPhoneTextMenu',
            { style: 'none', destroyOnExit: 'yes' },
            element('Title', words.directory),
            ...lines.map(({ name, number }) => menuItem(name, `Dial:${number.dial}`)),
            ...(nextOffset === null
              ? []
              : [menuItem(words.nextPage, pageLink(base, 'mitel/list', request.q, nextOffset))]),
          ),
        );
      },
      renderMessage: (message, surroundings) => textScreen(message, surroundings),
    },
  ],
} satisfies PhoneFormat;

const menuItem = (prompt: string, uri: string) =>
  element('MenuItem', element('Prompt', prompt), element('URI', uri));

const textScreen = (text: string, { words }: Surroundings): string =>
  xmlDocument(
    elementWith(
      'AastraIPPhoneTextScreen',
      { destroyOnExit: 'yes' },
      element('Title', words.directory),
      element('Text', text),
    ),
  );
