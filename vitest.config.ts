import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'test/**/*.test.ts', 'examples/**/*.test.ts'],
    globalSetup: './test/global-setup.ts',
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // What comes by itself is waited for as long as a busy machine may need; it is looked for often.
    expect: { poll: { timeout: 20_000, interval: 25 } },
    pool: 'forks',
    maxWorkers: 2,
  },
});
