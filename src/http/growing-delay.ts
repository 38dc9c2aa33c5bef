import { DirectoryError } from '../domain/errors.ts';

export interface GrowingDelay {
  /** Throws `too-many-requests` with the seconds to wait. */
  check(key: string): void;
  fail(key: string): void;
  /** Takes a failure back that was counted before it was known to be none. */
  giveBack(key: string): void;
}

const free = 10;
const firstMs = 2_000;
const mostMs = 15 * 60_000;
const forgetMs = 3_600_000;
const maxKeys = 100_000;

/** After ten failures of one key each further one shuts it twice as long, up to 15 minutes; an hour of peace forgets them. */
export function createGrowingDelay(now: () => number): GrowingDelay {
  const failures = new Map<string, { count: number; last: number; shutUntil: number }>();
  return {
    check(key) {
      const leftMs = (failures.get(key)?.shutUntil ?? 0) - now();
      if (leftMs <= 0) return;
      throw new DirectoryError(
        'too-many-requests',
        'There were many wrong attempts for this account, perhaps by somebody else. Wait and try again.',
        { retryAfterSeconds: leftMs / 1000 },
      );
    },
    fail(key) {
      const before = failures.get(key);
      const count = before && now() - before.last < forgetMs ? before.count + 1 : 1;
      const delayMs = count < free ? 0 : Math.min(mostMs, firstMs * 2 ** (count - free));
      failures.delete(key);
      failures.set(key, { count, last: now(), shutUntil: now() + delayMs });
      if (failures.size > maxKeys) failures.delete(failures.keys().next().value ?? '');
    },
    giveBack(key) {
      const entry = failures.get(key);
      if (!entry) return;
      entry.count -= 1;
      if (entry.count < free) entry.shutUntil = 0;
    },
  };
}
