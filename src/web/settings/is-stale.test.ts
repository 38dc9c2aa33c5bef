import { expect, test } from 'vitest';
import type { Source } from '../../contract/source.ts';
import { isStale } from './is-stale.ts';

const day = 24 * 3_600_000;
const now = Date.parse('2026-11-26T12:00:00Z');
const ago = (days: number) => new Date(now - days * day).toISOString();
const made = (days: number, lastSuccess: number | null, change: Partial<Source> = {}): Source => ({
  id: '1',
  kind: 'microsoft365',
  name: 'Microsoft 365',
  enabled: true,
  intervalHours: 24,
  createdAt: ago(days),
  settings: {},
  status: {
    state: 'failed',
    lastSuccessAt: lastSuccess === null ? null : ago(lastSuccess),
    synced: 0,
    deleted: 0,
    nextRunAt: null,
    message: '',
    remark: '',
    contacts: 0,
    pendingDeletes: 0,
    runId: null,
    progress: null,
  },
  ...change,
});

test('a source is stale when its last success is older than three intervals', () => {
  expect(isStale(made(90, 2.9), now)).toBe(false);
  expect(isStale(made(90, 3.1), now)).toBe(true);
});

test('a source that never succeeded is stale three intervals after it was made', () => {
  expect(isStale(made(2.9, null), now)).toBe(false);
  expect(isStale(made(3.1, null), now)).toBe(true);
});

test('a source that does not run by itself, or runs just now, is not called stale', () => {
  expect(isStale(made(90, null, { enabled: false }), now)).toBe(false);
  const { status } = made(90, null);
  expect(isStale(made(90, null, { status: { ...status, state: 'running' } }), now)).toBe(false);
});
