import { expect, test } from 'vitest';
import { mappingSchema } from './mapping-schema.ts';

const accepts = (mapping: unknown) => mappingSchema.safeParse(mapping).success;
const entries = (count: number) => Array.from({ length: count }, () => ({ value: '{A}', label: 'work' }));

test('a mapping makes no more of a row than fits into memory', () => {
  expect(accepts({ notes: '{A}'.repeat(20) })).toBe(true);
  expect(accepts({ notes: '{A}'.repeat(21) })).toBe(false);
  expect(accepts({ notes: '{A}|'.repeat(21) })).toBe(false);
  expect(accepts({ phones: entries(100), emails: entries(100) })).toBe(true);
  expect(accepts({ phones: entries(101) })).toBe(false);
  expect(accepts({ emails: entries(101) })).toBe(false);
});

test('a character that the database cannot keep is refused before anything is read', () => {
  for (const text of ['{A\0}', '{A\ud800}']) {
    expect(accepts({ notes: text })).toBe(false);
    expect(accepts({ phones: [{ value: '{A}', label: text }] })).toBe(false);
  }
  expect(accepts({ notes: '{😀}' })).toBe(true);
});
