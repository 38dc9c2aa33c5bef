/** What one file may hold; beyond it the whole file is refused. */
export const fileLimits = {
  bytes: 100 * 1024 * 1024,
  rows: 500_000,
  /** Characters. */
  cell: 64 * 1024,
} as const;
