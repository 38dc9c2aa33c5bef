/** What one file may hold; beyond it the whole file is refused. */
export const fileLimits = {
  bytes: 100 * 1024 * 1024,
  rows: 500_000,
  /** Characters. */
  cell: 64 * 1024,
  /** Characters of one record of a table, with all that stands between its cells. */
  record: 1024 * 1024,
  /** Of one record of a table. */
  cells: 1_000,
} as const;

/** What is kept of one card or entry; beyond it that one is rejected. A contact has a hundred numbers at most. */
export const entryLimits = { values: 1_000, characters: 1024 * 1024 } as const;

export const entryTooLarge = (what: string): string =>
  `It has more than ${entryLimits.values.toLocaleString('en')} ${what}, or 1 MB of text.`;
