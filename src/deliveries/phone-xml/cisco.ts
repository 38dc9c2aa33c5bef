import type { PhoneFormat, Surroundings } from './format.ts';
import { pageLink } from './page-link.ts';
import { element, type Xml, xmlDocument } from './xml.ts';

// Cisco XML services: enterprise firmware starts at the menu, SPA and MPP phones at the search form. `text/xml` or the
// phone does not parse it. At most 32 DirectoryEntry a document; who sends one soft key must send all of them.
const contentType = 'text/xml; charset=utf-8';

export const cisco = {
  vendor: 'cisco',
  title: 'Cisco',
  documents: [
    {
      kind: 'fixed',
      path: 'cisco',
      title: 'Menu',
      contentType,
      render: ({ base, words }) =>
        xmlDocument(
          element(
            'CiscoIPPhoneMenu',
            element('Title', words.directory),
            element('Prompt', words.select),
            menuItem(words.search, `${base}/cisco/search`),
            menuItem(words.everybody, `${base}/cisco/list`),
          ),
        ),
    },
    {
      kind: 'fixed',
      path: 'cisco/search',
      title: 'Search form',
      contentType,
      render: ({ base, words }) =>
        xmlDocument(
          element(
            'CiscoIPPhoneInput',
            element('Title', words.search),
            element('Prompt', words.nameOrNumber),
            element('URL', `${base}/cisco/list`),
            element(
              'InputItem',
              element('DisplayName', words.nameOrNumber),
              element('QueryStringParam', 'q'),
              element('InputFlags', 'A'),
              element('DefaultValue'),
            ),
          ),
        ),
    },
    {
      kind: 'page',
      path: 'cisco/list',
      title: 'List',
      contentType,
      pageLines: 32,
      render: ({ lines, first, last, total, nextOffset, request }, surroundings) => {
        const { base, words } = surroundings;
        if (lines.length === 0 && nextOffset === null) return textScreen(words.noEntries, surroundings);
        return xmlDocument(
          element(
            'CiscoIPPhoneDirectory',
            element('Title', words.results),
            element('Prompt', `${first}-${last} ${words.of} ${total}`),
            ...lines.map(({ name, number }) =>
              element('DirectoryEntry', element('Name', name), element('Telephone', number.dial)),
            ),
            softKey(words.dial, 'SoftKey:Dial', 1),
            softKey(words.editDial, 'SoftKey:EditDial', 2),
            softKey(words.exit, 'SoftKey:Exit', 3),
            ...(nextOffset === null
              ? []
              : [softKey(words.next, pageLink(base, 'cisco/list', request.q, nextOffset), 4)]),
          ),
        );
      },
      renderMessage: (message, surroundings) => textScreen(message, surroundings),
    },
  ],
} satisfies PhoneFormat;

const menuItem = (name: string, url: string): Xml =>
  element('MenuItem', element('Name', name), element('URL', url));

const softKey = (name: string, url: string, position: number): Xml =>
  element('SoftKeyItem', element('Name', name), element('URL', url), element('Position', String(position)));

function textScreen(text: string, { base, words }: Surroundings): string {
  return xmlDocument(
    element(
      'CiscoIPPhoneText',
      element('Title', words.directory),
      element('Prompt', words.directory),
      element('Text', text),
      softKey(words.search, `${base}/cisco/search`, 1),
      softKey(words.exit, 'SoftKey:Exit', 3),
    ),
  );
}
