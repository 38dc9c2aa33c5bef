/** Why something of the directory is not in a document. The preview shows these sentences; a metric counts them. */
export const cutReasons = {
  'no-number': 'contacts have no number that a phone can dial.',
  'device-limit': 'contacts are beyond the maximum that is set for this device.',
  'vendor-limit': 'contacts are beyond what this kind of phone can hold.',
  'other-pages': 'contacts are on other pages.',
  'same-number':
    'numbers stand in the file already, under another contact: this kind of phone takes each number once.',
  'too-many-numbers': 'numbers are beyond what one page of this kind of phone can hold.',
  'shortened-names': 'names are cut to the length that this kind of phone can hold.',
} as const;

export type CutReason = keyof typeof cutReasons;

/** What was cut from one document. */
export interface Cuts {
  add(reason: CutReason, count?: number): void;
  readonly counts: ReadonlyMap<CutReason, number>;
}

export function createCuts(): Cuts {
  const counts = new Map<CutReason, number>();
  return {
    counts,
    add: (reason, count = 1) => {
      if (count > 0) counts.set(reason, (counts.get(reason) ?? 0) + count);
    },
  };
}
