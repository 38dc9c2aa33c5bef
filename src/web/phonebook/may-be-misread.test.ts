import { expect, test } from 'vitest';
import type { ImportResult } from '../../contract/phonebook.ts';
import { mayBeMisread } from './may-be-misread.ts';

test.each([
  ['windows-1252', 'Pøíjmení', true],
  ['windows-1252', 'Wer', false],
  ['utf-8', 'Příjmení', false],
  ['utf-8', 'P\ufffdjmen', true],
])('read as %s, “%s” may be misread: %s', (encoding, name, expected) => {
  const result = { kind: 'csv', encoding, columns: [{ name, samples: [] }] } as unknown as ImportResult;
  expect(mayBeMisread(result)).toBe(expected);
});
