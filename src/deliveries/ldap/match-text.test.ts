import { expect, test } from 'vitest';
import { testBook } from '../../../test/ldap-server.ts';
import { findAll } from '../../directory/phone-index/find.ts';
import type { Comparison } from './filter.ts';
import { conditionOf } from './match.ts';

// One name however it is typed, at the door of the phones that ask by LDAP.

const book = testBook(
  [
    ['Nuala', 'O’Connor'],
    ['Keith', "O'Brien"],
    ['Anna', 'Lang‐Weber'],
    ['Jörg', 'Müller'],
    ['Jorg', 'Mueller'],
    ['Ka\u00adrl', 'Space\u200bman'],
    ['太郎', '山田'],
    ['민수', '김'],
    ['علی\u200cرضا', 'محـمد'],
    ['Γιοσέφ', 'Παπαδόπουλος'],
    ['John', 'Public'],
  ].map(([first, last]) => [first!, last!, {}]),
);

const equal = (attribute: string, value: string): Comparison => ({ kind: 'equal', attribute, value });
const initial = (attribute: string, text: string): Comparison => ({
  kind: 'substrings',
  attribute,
  parts: { initial: text, any: [], final: null },
});
const any = (attribute: string, text: string): Comparison => ({
  kind: 'substrings',
  attribute,
  parts: { initial: null, any: [text], final: null },
});
const final = (attribute: string, text: string): Comparison => ({
  kind: 'substrings',
  attribute,
  parts: { initial: null, any: [], final: text },
});

test.each<[Comparison, string[]]>([
  [equal('sn', "o'connor"), ['Nuala O’Connor']],
  [equal('sn', 'OConnor'), ['Nuala O’Connor']],
  [any('cn', 'o’brien'), ["Keith O'Brien"]],
  [initial('sn', 'obri'), ["Keith O'Brien"]],
  [equal('cn', 'Public, John'), ['John Public']],
  [equal('cn', '"John Public"'), ['John Public']],
  [initial('cn', 'lang-w'), ['Anna Lang‐Weber']],
  [final('sn', '-weber'), ['Anna Lang‐Weber']],
  [equal('sn', 'mueller'), ['Jörg Müller', 'Jorg Mueller']],
  [initial('sn', 'Mü'), ['Jörg Müller', 'Jorg Mueller']],
  [initial('sn', 'mulle'), ['Jörg Müller']],
  [equal('cn', 'Joerg Mueller'), ['Jörg Müller']],
  [equal('givenname', 'joerg'), ['Jörg Müller']],
  [equal('cn', 'müller jörg'), ['Jörg Müller']],
  [final('cn', 'ueller'), ['Jörg Müller', 'Jorg Mueller']],
  [equal('cn', 'karl spaceman'), ['Ka\u00adrl Space\u200bman']],
  [equal('cn', '山田太郎'), ['山田太郎']],
  [equal('cn', '太郎 山田'), ['山田太郎']],
  [initial('cn', '山田太'), ['山田太郎']],
  [equal('sn', '山田'), ['山田太郎']],
  [equal('givenname', '太郎'), ['山田太郎']],
  [initial('displayname', '김민'), ['김민수']],
  [any('cn', 'عليرضا'), ['علی\u200cرضا محـمد']],
  [equal('sn', 'محمد'), ['علی\u200cرضا محـمد']],
  [initial('givenname', 'γιος'), ['Γιοσέφ Παπαδόπουλος']],
  [equal('sn', 'ΠΑΠΑΔΟΠΟΥΛΟΣ'), ['Γιοσέφ Παπαδόπουλος']],
])('%j finds %j', (filter, expected) => {
  const found = findAll(book, conditionOf(filter, 'GB')).map(({ displayName }) => displayName);
  expect(found.sort()).toEqual(expected.sort());
});
