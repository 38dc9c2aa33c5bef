/** What takes grams; a `Set<number>` does. */
export interface GramSink {
  add(gram: number): unknown;
}

// One for all contacts: a set of boxed numbers for each would be most of what a large run allocates.
let grams = new Int32Array(1024);
let count = 0;
const sink: GramSink = {
  add(gram) {
    if (count === grams.length) {
      const larger = new Int32Array(count * 2);
      larger.set(grams);
      grams = larger;
    }
    grams[count] = gram;
    count += 1;
  },
};

/** The grams that `give` gives, each once, in ascending order. */
export function collectGrams(give: (sink: GramSink) => void): number[] {
  count = 0;
  give(sink);
  const sorted = grams.subarray(0, count).sort();
  const once: number[] = [];
  for (let index = 0; index < sorted.length; index += 1) {
    const gram = sorted[index]!;
    if (index === 0 || gram !== sorted[index - 1]) once.push(gram);
  }
  return once;
}
