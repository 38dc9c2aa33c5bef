import type { Page } from 'playwright-core';
import { expect, vi } from 'vitest';
import type { Run } from '../../src/contract/run.ts';
import { callApi } from './call-api.ts';

const patience = { timeout: 30_000, interval: 100 };

/** Runs one synchronisation to its end, as the administrator of this page; answers what it did. */
export async function syncSource(page: Page, sourceId: string, mode?: 'full'): Promise<Run> {
  const { runId } = await callApi<{ runId: string }>(
    page,
    'POST',
    `/sources/${sourceId}/sync`,
    mode ? { mode } : {},
  );
  return finishedRun(page, runId);
}

/** The first run of a source that saving it has started. */
export async function firstRun(page: Page, sourceId: string): Promise<Run> {
  const id = await vi.waitFor(async () => {
    const { items } = await callApi<{ items: Run[] }>(page, 'GET', `/sources/${sourceId}/runs`);
    if (!items[0]) throw new Error('Saving the source started no run.');
    return items[0].id;
  }, patience);
  return finishedRun(page, id);
}

async function finishedRun(page: Page, runId: string): Promise<Run> {
  const run = await vi.waitFor(async () => {
    const now = await callApi<Run>(page, 'GET', `/runs/${runId}`);
    if (now.state === 'running') throw new Error('The run is still under way.');
    return now;
  }, patience);
  expect(run).toMatchObject({ state: 'succeeded', error: null });
  return run;
}
