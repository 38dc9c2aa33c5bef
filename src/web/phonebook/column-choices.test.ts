import { expect, test } from 'vitest';
import type { Mapping } from '../../domain/mapping.ts';
import { choiceOf, withChoice } from './column-choices.ts';

const columns = ['Name', 'Phone', 'Type', 'Mobile', 'Notes', 'More', 'a{b|c}'];
const mapping: Mapping = {
  displayName: '{Name}',
  notes: '{Notes}|{More}',
  phones: [
    { value: '{Phone}', label: '{Type}' },
    { value: '{Mobile}', label: 'mobile' },
  ],
};

test('each column shows what it is read as', () => {
  expect(columns.map((column) => choiceOf(mapping, column))).toEqual([
    'displayName',
    'phone:labelled',
    'label',
    'phone:mobile',
    'notes',
    'notes',
    '',
  ]);
});

test('a changed column leaves the others as they were, and numbers in the order of the file', () => {
  expect(withChoice(mapping, columns, 'Type', '')).toEqual({
    ...mapping,
    phones: [
      { value: '{Phone}', label: 'other' },
      { value: '{Mobile}', label: 'mobile' },
    ],
  });
  expect(withChoice(mapping, columns, 'Phone', 'company').phones).toEqual([
    { value: '{Mobile}', label: 'mobile' },
  ]);
  const { phones, ...rest } = withChoice(mapping, columns, 'Name', 'phone:work');
  expect(phones?.map(({ value }) => value)).toEqual(['{Name}', '{Phone}', '{Mobile}']);
  expect(rest).toEqual({ notes: '{Notes}|{More}' });
  expect(withChoice(mapping, columns, 'Notes', '').notes).toBe('{More}');
});

test('a column of any name can be chosen and left out again', () => {
  const chosen = withChoice(mapping, columns, 'a{b|c}', 'lastName');
  expect(choiceOf(chosen, 'a{b|c}')).toBe('lastName');
  expect(withChoice(chosen, columns, 'a{b|c}', '')).toEqual(mapping);
});
