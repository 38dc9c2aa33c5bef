import { expect, test } from 'vitest';
import { readSheet } from './read-sheet.ts';

async function rowsOf(...rows: readonly string[]) {
  const cells = '<c t="str"><v>Ada</v></c>';
  const xml = `<worksheet><sheetData>${rows.map((row) => `<row ${row}>${cells}</row>`).join('')}</sheetData></worksheet>`;
  async function* read() {
    yield xml;
  }
  const archive = { has: () => true, names: () => [], read, readWhole: async () => xml };
  const found: number[] = [];
  for await (const { row } of readSheet(archive, 'sheet1.xml', [], new Map())) found.push(row);
  return found;
}

test('rows have the numbers that the sheet gives them, or the next', async () => {
  expect(await rowsOf('r="2"', '', 'r="7"')).toEqual([2, 3, 7]);
});

test.each([
  [['r="3"', 'r="2"'], 'row 2 stands behind row 3'],
  [['r="2"', 'r="2"'], 'row 2 stands behind row 2'],
  [['r="-5"'], 'row -5 stands behind row 0'],
  [['r="1.5"', 'r="x"'], 'row 1.5'],
])('rows that do not rise are refused in words: %j', async (rows, message) => {
  await expect(rowsOf(...rows)).rejects.toMatchObject({
    code: 'unsupported-file',
    message: expect.stringContaining(message),
  });
});
