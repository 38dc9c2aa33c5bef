import { expect, test } from 'vitest';
import { phoneLabelOf } from './phone-words.ts';

test('a text of megabytes is no kind of number, and none of it is kept', () => {
  const heapBefore = process.memoryUsage().heapUsed;
  for (let at = 0; at < 200; at += 1) {
    // Decoded anew, so that each text has its own memory.
    const label = Buffer.from(`mobile ${at} ${'x'.repeat(1_000_000)}`).toString();
    expect(phoneLabelOf(label)).toBe('other');
  }
  expect(process.memoryUsage().heapUsed - heapBefore).toBeLessThan(100_000_000);
  expect(phoneLabelOf('mobile')).toBe('mobile');
});
