import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createPostings } from './postings.ts';

test('every gram leads to the slots that were added under it, however its list grew and moved', () => {
  const entry = fc.record({ gram: fc.nat({ max: 20 }), slot: fc.nat({ max: 500 }) });
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 3_000, minLength: 1 }), (entries) => {
      const postings = createPostings(8, 1);
      const expected = new Map<number, number[]>();
      for (const { gram, slot } of entries) {
        postings.add(gram, slot);
        expected.set(gram, [...(expected.get(gram) ?? []), slot]);
      }
      expect(postings.size).toBe(entries.length);
      for (const [gram, slots] of expected) {
        const copied = new Int32Array(postings.count(gram));
        postings.copy(gram, copied);
        expect([...copied]).toEqual(slots);
        expect(slots.map((_, at) => postings.slotAt(gram, at))).toEqual(slots);
        const set = new Uint32Array(16);
        postings.mark(gram, set);
        const marked = Array.from({ length: 501 }, (_, slot) => slot).filter(
          (slot) => ((set[slot >>> 5] ?? 0) >>> (slot & 31)) & 1,
        );
        expect(marked).toEqual([...new Set(slots)].sort((one, other) => one - other));
      }
    }),
    { numRuns: 50 },
  );
});
