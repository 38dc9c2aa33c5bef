import { DirectoryError } from '../domain/errors.ts';

/** Slows guessing: after `max` failures of one key in a minute, everything of that key is refused for the rest of it. */
export interface FailureLimit {
  /** Throws `too-many-requests` with the seconds to wait. */
  check(key: string): void;
  fail(key: string): void;
  /** Takes a failure back that was counted before it was known to be none. */
  giveBack(key: string): void;
}

const windowMs = 60_000;
const maxKeys = 100_000;

export function createFailureLimit(max: number, now: () => number = Date.now): FailureLimit {
  const failures = new Map<string, { count: number; since: number }>();
  const current = (key: string) => {
    const entry = failures.get(key);
    return entry && now() - entry.since < windowMs ? entry : undefined;
  };
  return {
    check(key) {
      const entry = current(key);
      if (!entry || entry.count < max) return;
      throw new DirectoryError('too-many-requests', 'Too many wrong attempts. Wait a minute and try again.', {
        retryAfterSeconds: (entry.since + windowMs - now()) / 1000,
      });
    },
    fail(key) {
      const entry = current(key);
      if (entry) entry.count += 1;
      else {
        // Insertion order is age: the oldest gives way, so that addresses cannot fill the memory.
        if (failures.size >= maxKeys) failures.delete(failures.keys().next().value ?? '');
        failures.delete(key);
        failures.set(key, { count: 1, since: now() });
      }
    },
    giveBack(key) {
      const entry = current(key);
      if (entry && entry.count > 0) entry.count -= 1;
    },
  };
}
