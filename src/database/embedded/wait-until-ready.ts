import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { unlessAborted } from '../unless-aborted.ts';

const startTimeoutMs = 60_000;

/** PostgreSQL answers, and will not let us in. */
export class Refused extends Error {
  override readonly name = 'Refused';
}

/**
 * Returns when PostgreSQL answers a query. One that reads its log after a crash says so, and is waited for as long as it
 * needs; else a minute is enough. `check` is called before each attempt and throws what makes waiting useless.
 */
export async function waitUntilReady(
  url: string,
  { check, signal }: { check: () => void; signal?: AbortSignal | undefined },
): Promise<void> {
  let end = Date.now() + startTimeoutMs;
  for (;;) {
    signal?.throwIfAborted();
    check();
    try {
      return await unlessAborted(ask(url), signal);
    } catch (error) {
      signal?.throwIfAborted();
      const code = String((error as { code?: unknown }).code);
      // Class 28: invalid authorization. 57P03: the database system is starting up.
      if (code.startsWith('28')) throw new Refused('PostgreSQL refused the password', { cause: error });
      if (code === '57P03') end = Date.now() + startTimeoutMs;
      if (Date.now() > end) throw error;
    }
    await sleep(50);
  }
}

async function ask(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query('select 1');
  } finally {
    await client.end().catch(() => {});
  }
}
