import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ContactFields, displayName, emptyContact } from '../domain/contact.ts';
import { foldText } from '../domain/fold-text.ts';
import { readNumber } from '../domain/number.ts';
import { marks, searchKey } from './search-key.ts';

const keyOf = (given: Partial<ContactFields>) => {
  const fields = { ...emptyContact, ...given };
  return searchKey(
    fields,
    fields.phones.map(({ number }) => readNumber(number, 'GB')),
  );
};
const phone = (number: string) => ({ number, label: 'work' as const });
/** Marks as one can read them. */
const shown = (text: string) =>
  text
    .replaceAll(marks.family, 'family:')
    .replaceAll(marks.begins, 'begins:')
    .replaceAll(marks.second, 'second ')
    .replaceAll(marks.others, '\n--\n')
    .replaceAll(marks.numbers, '\n==\n')
    .replaceAll(marks.international, 'typed ')
    .replaceAll(marks.plus, '+');

test('texts are folded, one a line and each once; numbers follow with their marks', () => {
  const key = keyOf({
    firstName: 'Asa',
    lastName: 'Straße',
    company: 'ÅSA Strasse',
    emails: [{ email: 'Asa@X.example', label: 'other' }],
    phones: [phone('+44 20 7123 4567'), phone('020 7123 4567'), phone('622')],
  });
  expect(key.name_key).toBe('asa strasse');
  expect(shown(key.search_text)).toBe(
    [
      ...['begins:asa strasse', 'family:strasse asa', '--', 'second begins:aasa strasse', 'asa@x.example'],
      ...['==', 'typed +442071234567', '02071234567', '+442071234567', '622'],
    ].join('\n'),
  );
});

test.each<[Partial<ContactFields>, string[]]>([
  [{ firstName: 'Ada', lastName: 'Archer' }, ['begins:ada archer', 'family:archer ada']],
  [{ lastName: 'Archer' }, ['family:archer']],
  [{ firstName: 'Ada' }, ['begins:ada']],
  [
    { firstName: 'John', middleName: 'Quincy', lastName: 'Public' },
    ['begins:john quincy public', 'family:public john quincy'],
  ],
  [
    { firstName: 'Jörg', lastName: 'Müller' },
    [
      'begins:jorg muller',
      'family:muller jorg',
      'second family:mueller joerg',
      'second begins:joerg mueller',
    ],
  ],
  [
    { firstName: '太郎', lastName: '山田' },
    ['family:山田太郎', 'family:山田 太郎', 'begins:太郎 山田', 'begins:太郎山田'],
  ],
  [
    { firstName: 'ハナコ', lastName: 'ヤマダ' },
    ['begins:ハナコ ヤマタ', 'family:ヤマタ ハナコ', 'family:ヤマタハナコ', 'begins:ハナコヤマタ'],
  ],
  [
    { firstName: 'Robert', lastName: 'Smith', shownAs: 'Bob Smith' },
    ['begins:robert smith', 'family:smith robert', 'begins:bob smith'],
  ],
  [{ company: 'Acme' }, ['begins:acme']],
  [{ lastName: '-', firstName: 'Ada' }, ['begins:ada']],
])('%j is found by its name in every order and spelling', (fields, lines) => {
  expect(shown(keyOf(fields).search_text)).toBe([...lines, '--', '', '==', ''].join('\n'));
});

test('the folded name is that of the name which is shown, whatever it is made of', () => {
  const part = fc.oneof(
    fc.constantFrom(
      '',
      '-',
      'Ada',
      'O’Brien ',
      'ΣΑΣ',
      '山田',
      '太 郎',
      'カナ',
      '김',
      ' a  b',
      '\u0301',
      'Å',
      'ß',
    ),
    fc.string({ unit: 'grapheme' }),
  );
  const emails = [{ email: 'A-b@x.example', label: 'other' as const }];
  fc.assert(
    fc.property(part, part, part, part, (firstName, middleName, lastName, company) => {
      const fields = { ...emptyContact, firstName, middleName, lastName, company, emails };
      const { name_key, search_text } = searchKey(fields, []);
      expect(name_key).toBe(foldText(displayName(fields)));
      expect([marks.line, marks.others]).toContain(search_text[1 + name_key.length]);
      expect(search_text.startsWith(name_key, 1)).toBe(true);
      expect([marks.family, marks.begins]).toContain(search_text[0]);
    }),
    { numRuns: 1_000 },
  );
});
