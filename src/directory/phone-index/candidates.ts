import type { Clue } from './clue.ts';
import type { Postings } from './postings.ts';

/** Slots as a set that is emptied at no cost. */
interface Marks {
  has(slot: number): boolean;
  put(slot: number): void;
  clear(): void;
}

// Shared by every search of the process: a search never waits half-way. Nested clues take one each.
const spare: Marks[] = [];

export interface CandidateSource {
  readonly postings: Postings;
  readonly slotLimit: number;
  slotOf(id: string): number | undefined;
}

/** At most how many slots fit a clue; infinite when it does not narrow. */
export function estimate(source: CandidateSource, clue: Clue): number {
  switch (clue.kind) {
    case 'everybody':
      return Number.POSITIVE_INFINITY;
    case 'nobody':
      return 0;
    case 'id':
      return 1;
    case 'grams':
      return Math.min(...clue.grams.map((gram) => source.postings.count(gram)));
    case 'any':
      return clue.clues.reduce((sum, part) => sum + estimate(source, part), 0);
    case 'each':
      return Math.min(...clue.clues.map((part) => estimate(source, part)));
  }
}

/** The slots that may fit, each once, in no order. Only for a clue with a finite estimate. */
export function candidateSlots(source: CandidateSource, clue: Clue): number[] {
  switch (clue.kind) {
    case 'everybody':
    case 'nobody':
      return [];
    case 'id': {
      const slot = source.slotOf(clue.id);
      return slot === undefined ? [] : [slot];
    }
    case 'grams':
      return slotsWithGrams(source, clue.grams);
    case 'any':
      return withMarks(source, (marks) => {
        const slots: number[] = [];
        for (const part of clue.clues) {
          for (const slot of candidateSlots(source, part)) {
            if (!marks.has(slot)) {
              marks.put(slot);
              slots.push(slot);
            }
          }
        }
        return slots;
      });
    case 'each': {
      const narrowest = clue.clues.reduce((best, part) =>
        estimate(source, part) < estimate(source, best) ? part : best,
      );
      return candidateSlots(source, narrowest);
    }
  }
}

function slotsWithGrams(source: CandidateSource, grams: readonly number[]): number[] {
  const { postings } = source;
  const [rarest, ...others] = [...new Set(grams)].sort(
    (one, other) => postings.count(one) - postings.count(other),
  );
  const slots: number[] = [];
  if (rarest === undefined) return slots;
  // A slot stands twice under a gram when two of its grams share a row, or when it lost the gram and got it back.
  withMarks(source, (marks) => {
    postings.each(rarest, (slot) => {
      if (!marks.has(slot)) {
        marks.put(slot);
        slots.push(slot);
      }
    });
  });
  let left = slots;
  for (const gram of others) {
    // Walking a long list costs more than looking at the few that are left.
    if (left.length < 32 || postings.count(gram) > left.length * 24) break;
    left = withMarks(source, (marks) => {
      postings.each(gram, (slot) => marks.put(slot));
      return left.filter((slot) => marks.has(slot));
    });
  }
  return left;
}

function withMarks<T>({ slotLimit }: Pick<CandidateSource, 'slotLimit'>, use: (marks: Marks) => T): T {
  const marks = spare.pop() ?? createMarks();
  marks.clear();
  try {
    growTo(marks, slotLimit);
    return use(marks);
  } finally {
    spare.push(marks);
  }
}

const sizes = new WeakMap<Marks, (size: number) => void>();
const growTo = (marks: Marks, size: number) => sizes.get(marks)?.(size);

function createMarks(): Marks {
  let stamps = new Uint32Array(1024);
  let now = 0;
  const marks: Marks = {
    has: (slot) => stamps[slot] === now,
    put: (slot) => {
      stamps[slot] = now;
    },
    clear: () => {
      now += 1;
      if (now < 2 ** 32) return;
      stamps.fill(0);
      now = 1;
    },
  };
  sizes.set(marks, (size) => {
    if (size > stamps.length) stamps = new Uint32Array(Math.ceil(size * 1.25));
  });
  return marks;
}
