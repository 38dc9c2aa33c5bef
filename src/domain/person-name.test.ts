import { expect, test } from 'vitest';
import { displayName, emptyContact } from './contact.ts';
import { personName } from './person-name.ts';

const named = (firstName: string, middleName: string, lastName: string) => ({
  firstName,
  middleName,
  lastName,
});

test.each([
  [named('Ada', 'King', 'Archer'), 'Ada King Archer', 'Archer, Ada King'],
  [named('Ada', '', ''), 'Ada', 'Ada'],
  [named('', '', 'Archer'), 'Archer', 'Archer'],
  [named('', 'King', 'Archer'), 'King Archer', 'Archer, King'],
  [named('太郎', '', '山田'), '山田太郎', '山田太郎'],
  [named('さくら', '', '佐々木'), '佐々木さくら', '佐々木さくら'],
  [named('ジョージ', '', '木村'), '木村ジョージ', '木村ジョージ'],
  [named('민수', '', '김'), '김민수', '김민수'],
  [named('小明', '', '王'), '王小明', '王小明'],
  [named('小明', '', ''), '小明', '小明'],
  [named('マイケル', '', 'スミス'), 'マイケル スミス', 'スミス, マイケル'],
  [named('Taro', '', '山田'), 'Taro 山田', '山田, Taro'],
])('%j is written %j, or with the last name first %j', (name, first, last) => {
  expect(personName(name, 'first-last')).toBe(first);
  expect(personName(name, 'last-first')).toBe(last);
});

test('a company and an address have no order', () => {
  expect(displayName({ ...emptyContact, company: 'Acme Ltd' }, 'last-first')).toBe('Acme Ltd');
  const emails = [{ email: 'a@b.example', label: 'other' as const }];
  expect(displayName({ ...emptyContact, emails }, 'last-first')).toBe('a@b.example');
});
