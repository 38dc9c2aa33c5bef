import type { Clue } from './clue.ts';
import type { Postings } from './postings.ts';

export interface CandidateSource {
  readonly postings: Postings;
  readonly order: { readonly ranks: Int32Array; readonly length: number; rankOf(slot: number): number };
  slotOf(id: string): number | undefined;
}

/** At most how many contacts fit a clue; infinite when it does not narrow. */
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

/** The places of a handful that may fit, in order: for an exact number, a set of all places would be too much work. */
export function fewCandidates(source: CandidateSource, clue: Clue): number[] {
  const places: number[] = [];
  collect(source, clue, places);
  return places.sort((one, other) => one - other).filter((place, at) => place !== places[at - 1]);
}

function collect(source: CandidateSource, clue: Clue, places: number[]): void {
  const { postings, order } = source;
  switch (clue.kind) {
    case 'everybody':
    case 'nobody':
      return;
    case 'id': {
      const slot = source.slotOf(clue.id);
      if (slot !== undefined) places.push(order.rankOf(slot));
      return;
    }
    case 'grams': {
      const rarest = clue.grams.reduce((best, gram) =>
        postings.count(gram) < postings.count(best) ? gram : best,
      );
      for (let at = 0; at < postings.count(rarest); at += 1)
        places.push(order.rankOf(postings.slotAt(rarest, at)));
      return;
    }
    case 'any':
      for (const part of clue.clues) collect(source, part, places);
      return;
    case 'each':
      collect(
        source,
        clue.clues.reduce((best, part) => (estimate(source, part) < estimate(source, best) ? part : best)),
        places,
      );
  }
}

/**
 * Places in the order of names, a bit for each: a set that is in order without being sorted, cut and joined 32 places at
 * a time, and small enough (12 kB for 100,000 contacts) to stay in the processor's first cache.
 */
export type Places = Uint32Array;

// Shared by every search of the process: a search never waits half-way.
const spare: Places[] = [];

/** Gives the places of those that may fit to `use`, and to nobody else afterwards. Only for a finite estimate. */
export function withCandidates<T>(source: CandidateSource, clue: Clue, use: (places: Places) => T): T {
  return withPlaces(source, (places) => {
    fill(source, clue, places);
    return use(places);
  });
}

function withPlaces<T>({ order }: CandidateSource, use: (places: Places) => T): T {
  const words = (Math.max(order.ranks.length, order.length) >>> 5) + 1;
  const taken = spare.pop();
  const places = taken && taken.length >= words ? taken.fill(0) : new Uint32Array(words + (words >>> 2));
  try {
    return use(places);
  } finally {
    spare.push(places);
  }
}

function fill(source: CandidateSource, clue: Clue, places: Places): void {
  switch (clue.kind) {
    case 'everybody':
    case 'nobody':
      return;
    case 'id': {
      const slot = source.slotOf(clue.id);
      if (slot !== undefined) put(places, source.order.rankOf(slot));
      return;
    }
    case 'grams':
      fillGrams(source, clue.grams, places);
      return;
    case 'any':
      for (const part of clue.clues) {
        withCandidates(source, part, (others) => {
          for (let at = 0; at < places.length; at += 1) places[at]! |= others[at] ?? 0;
        });
      }
      return;
    case 'each':
      clue.clues
        .filter((part) => estimate(source, part) < source.order.length / 2)
        .forEach((part, at) => {
          if (at === 0) fill(source, part, places);
          else withCandidates(source, part, (others) => keepCommon(places, others));
        });
  }
}

/** How much longer a list may be than what it narrows: marking a slot is cheaper than looking at a contact, up to here. */
const worthMarking = 8;
let kept = new Int32Array(1_024);

function fillGrams(source: CandidateSource, grams: readonly number[], places: Places): void {
  const { postings, order } = source;
  const sorted = [...new Set(grams)].sort((one, other) => postings.count(one) - postings.count(other));
  const [rarest, ...others] = sorted;
  if (rarest === undefined) return;
  let left = postings.count(rarest);
  if (left > kept.length) kept = new Int32Array(left * 2);
  postings.copy(rarest, kept);
  for (const gram of others) {
    if (postings.count(gram) > left * worthMarking) break;
    // Slots are as many as places, or few more.
    withPlaces(source, (set) => {
      postings.mark(gram, set);
      let count = 0;
      for (let at = 0; at < left; at += 1) {
        const slot = kept[at]!;
        if ((set[slot >>> 5]! >>> (slot & 31)) & 1) {
          kept[count] = slot;
          count += 1;
        }
      }
      left = count;
    });
  }
  const { ranks } = order;
  for (let at = 0; at < left; at += 1) put(places, ranks[kept[at]!]!);
}

const put = (places: Places, place: number) => {
  places[place >>> 5]! |= 1 << (place & 31);
};

function keepCommon(places: Places, others: Places): void {
  for (let at = 0; at < places.length; at += 1) places[at]! &= others[at] ?? 0;
}
