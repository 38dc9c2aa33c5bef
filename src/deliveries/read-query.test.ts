import { expect, test } from 'vitest';
import { readQuery, searchText } from './read-query.ts';

test.each([
  ['/p/t/yealink.xml', {}],
  ['/p/t/x?', {}],
  ['/p/t/x?q=ada', { q: 'ada' }],
  ['/p/t/x?t=1&&q=ada&', { t: '1', q: 'ada' }],
  ['/p/t/x?t=1&?locale=germany&name=SEP00', { t: '1', locale: 'germany', name: 'SEP00' }],
  ['/p/t/x??q=ada', { q: 'ada' }],
  ['/p/t/x?q=Ada+Archer', { q: 'Ada Archer' }],
  ['/p/t/x?q=M%C3%BCller', { q: 'Müller' }],
  ['/p/t/x?q=M%FCller', { q: 'Müller' }],
  ['/p/t/x?q=100%', { q: '100%' }],
  ['/p/t/x?number=+4930123', { number: '+4930123' }],
  ['/p/t/x?number=%2B4930123', { number: '+4930123' }],
  ['/p/t/x?number=%204930123', { number: ' 4930123' }],
  ['/p/t/x?Number=1&number=2', { number: '1' }],
  ['/p/t/x?__proto__=1', JSON.parse('{"__proto__":"1"}')],
])('%s', (url, expected) => {
  expect({ ...readQuery(url) }).toEqual(expected);
});

test.each(['?q=#SEARCH', '?q=%23SEARCH', '?q=', '?q', '', '?term=%23search'])(
  'the literal #SEARCH of Yealink and nothing at all ask for everybody: %s',
  (url) => expect(searchText(readQuery(`/p/t/yealink.xml${url}`))).toBe(''),
);
