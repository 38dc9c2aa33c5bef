import { expect, test } from 'vitest';
import { type ContactFields, emptyContact } from '../domain/contact.ts';
import { readNumber } from '../domain/number.ts';
import { searchKey } from './search-key.ts';

const keyOf = (displayName: string, more: Partial<ContactFields> = {}) => {
  const fields = { ...emptyContact, ...more };
  return searchKey(
    fields,
    displayName,
    fields.phones.map(({ number }) => readNumber(number, 'GB')),
  );
};
const phone = (number: string) => ({ number, label: 'work' as const });

test('texts are folded, one a line and each once; numbers follow with their marks', () => {
  const key = keyOf('Åsa Straße', {
    company: 'ÅSA Strasse',
    emails: [{ email: 'Asa@X.example', label: 'other' }],
    phones: [phone('+44 20 7123 4567'), phone('020 7123 4567'), phone('622')],
  });
  expect(key.name_key).toBe('asa strasse');
  expect(key.search_text).toBe(
    'asa strasse\nasa@x.example\u001e\u0001\u0002442071234567\n02071234567\n\u0002442071234567\n622',
  );
});

test.each([
  ['Anna', false],
  ['Åsa', false],
  ['Straße', false],
  ['Łukasz Hadžić', false],
  ['山田 太郎', false],
  ['Þór', true],
  ['ılgaz', true],
  ['किम', true],
  ['เกม', true],
  ['two  spaces', true],
  ['x'.repeat(201), true],
])('whether %s stands apart from its folded form in the order of names: %s', (name, odd) => {
  expect(keyOf(name).name_odd).toBe(odd);
});
