import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { readBody } from './read-body.ts';

const packed = gzipSync('{"value":[]}');

test('a packed body is unpacked', async () => {
  expect(await readBody(Readable.from([packed]), 'gzip', 1_000)).toBe('{"value":[]}');
});

// fetch takes it for whole: what is cut off is the checksum.
test.each([1, 8, 12])('a packed body without its last %i bytes is a fault, never data', async (missing) => {
  const cut = packed.subarray(0, packed.length - missing);
  await expect(readBody(Readable.from([cut]), 'gzip', 1_000)).rejects.toThrow();
});
