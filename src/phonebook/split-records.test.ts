import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DirectoryError } from '../domain/errors.ts';
import { splitRecords } from './split-records.ts';

function split(text: string, step = text.length || 1): string[][] {
  const splitter = splitRecords(',');
  const records: string[][] = [];
  for (let at = 0; at < text.length; at += step)
    records.push(...splitter.write(text.slice(at, at + step), false));
  return [...records, ...splitter.write('', true)];
}

const outcome = (text: string, step?: number) => {
  try {
    return split(text, step);
  } catch (error) {
    if (error instanceof DirectoryError) return [error.code, error.message];
    throw error;
  }
};

test('records are the same in whatever pieces they come, whatever the text', () => {
  const texts = fc
    .array(fc.constantFrom('a', ' ', '"', '""', ',', '\r', '\n', '\r\n', 'b"', ' "', '" ', '\0'), {
      maxLength: 40,
    })
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(texts, fc.integer({ min: 1, max: 9 }), (text, step) => {
      expect(outcome(text, step)).toEqual(outcome(text));
    }),
    { numRuns: 2_000 },
  );
});

const piece = 64 * 1024;
const million = (text: string) => text.repeat(Math.ceil(14_000_000 / text.length));

describe('a record without an end is refused early, with its row, in whatever pieces it comes', () => {
  test.each([
    ['commas', `Ann,1\n${million(',')}`, 'too-large', /Row 2 .*1,000 cells/s],
    ['numbers', `Ann,1\n${million('work:1,')}`, 'too-large', /Row 2 .*1,000 cells/s],
    ['long cells', `Ann,1\n${`${'x'.repeat(60_000)},`.repeat(230)}`, 'too-large', /row 2.*1 MB/s],
    ['one cell', `Ann,1\n${million('x')}`, 'too-large', /row 2.*64 KB/s],
    ['quotation marks', `Ann,1\n"${million('""')}`, 'too-large', /row 2.*64 KB/s],
    ['a quotation mark that is never closed', `Ann,1\n"${million('a\n')}`, 'too-large', /row 2.*64 KB/s],
    ['spaces behind a closing one', `Ann,1\n"a"${million(' ')}`, 'too-large', /row 2.*64 KB/s],
    ['spaces', `Ann,1\n${million(' ')}`, 'too-large', /row 2.*64 KB/s],
  ])('%s', (_what, text, code, message) => {
    for (const step of [1_000, piece, 1_000_000, text.length])
      expect(outcome(text, step)).toEqual([code, expect.stringMatching(message)]);
  });

  test('as many cells as a record may have are read', () => {
    const row = Array.from({ length: 1_000 }, (_, at) => `c${at}`);
    expect(split(`${row.join(',')}\n`, 7)).toEqual([row]);
  });
});
