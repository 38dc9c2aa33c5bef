import { describe, expect, test } from 'vitest';
import { numbersIn, readNumber } from '../src/domain/number.ts';
import { numberSpellings, type Spelling } from './number-spellings.ts';

const visible = (typed: string) =>
  JSON.stringify(typed).replace(/\p{Cf}|[\u00a0\u2000-\u200f]|\ufe0d/gu, (mark) => `\\u${hex(mark)}`);
const hex = (mark: string) => mark.codePointAt(0)!.toString(16).padStart(4, '0');
const title = ({ typed, country }: Spelling) => `${country} ${visible(typed)}`;

describe('a number as people write it is read as they mean it', () => {
  test.each(numberSpellings.map((row) => [title(row), row] as const))('%s', (_, row) => {
    const read = readNumber(row.typed, row.country);
    expect({
      e164: read.e164,
      dial: read.dial,
      extension: read.extension,
      tail: read.tail,
    }).toEqual({
      e164: row.e164,
      dial: row.dial,
      extension: row.extension ?? null,
      tail: row.tail ?? '',
    });
    // What follows the first of several numbers is left by the reader of one, and read by `numbersIn`.
    if (!row.numbers && row.unread !== null) expect(read.unread !== '').toBe(row.unread ?? false);
  });
});

describe('a field with several numbers gives each', () => {
  const several = numberSpellings.filter((row) => row.numbers !== undefined);
  test.each(several.map((row) => [title(row), row] as const))('%s', (_, row) => {
    const { numbers, unread } = numbersIn(row.typed, row.country);
    const read = numbers.map((piece) => readNumber(piece, row.country));
    expect(read.map(({ e164, dial }) => e164 ?? dial)).toEqual(row.numbers);
    if (row.unread !== null) expect(unread !== '').toBe(row.unread ?? false);
  });

  const single = numberSpellings.filter((row) => row.numbers === undefined);
  test.each(single.map((row) => [title(row), row] as const))('%s is one at most', (_, row) => {
    expect(numbersIn(row.typed, row.country).numbers.length).toBe(row.dial === '' ? 0 : 1);
  });
});
