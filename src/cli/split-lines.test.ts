import { expect, test } from 'vitest';
import { splitLines } from './split-lines.ts';

async function linesOf(text: string, chunk: number, longest = 1000): Promise<string[]> {
  const bytes = Buffer.from(text);
  async function* chunks() {
    for (let at = 0; at < bytes.length; at += chunk) yield bytes.subarray(at, at + chunk);
  }
  const lines: string[] = [];
  for await (const line of splitLines(chunks(), longest)) lines.push(line);
  return lines;
}

test.each([1, 2, 3, 7, 1000])('a line ends at \\n only, whatever pieces of %i bytes cut', async (chunk) => {
  const lines = ['a\u2028b\u2029c', '', 'd\u0085e\rf\r', '\ufeff😀é', 'last'];
  expect(await linesOf(lines.join('\n'), chunk)).toEqual(lines);
  expect(await linesOf(`${lines.join('\n')}\n`, chunk)).toEqual(lines);
});

test('a line without an end does not fill the memory', async () => {
  await expect(linesOf('x'.repeat(50), 10, 40)).rejects.toThrow(RangeError);
  expect(await linesOf(`${'x'.repeat(40)}\ny`, 10, 40)).toHaveLength(2);
});
