import { setTimeout as sleep } from 'node:timers/promises';
import type { Device } from '../access/device.ts';
import { isKnownToken, knownDevice } from '../access/device-cache.ts';
import { findDeviceByToken } from '../access/devices.ts';
import type { Db } from '../database/connect.ts';
import { DirectoryError } from '../domain/errors.ts';
import { createFailureLimit } from '../http/failure-limit.ts';

export interface TokenGuard {
  /** The device of a token; null when there is none. `too-many-requests` when too many guesses wait already. */
  find(token: string, address: string): Promise<Device | null>;
}

export interface GuardOptions {
  readonly db: Db;
  readonly log: { warn(details: object, message: string): void };
  readonly maxWrong?: number;
  readonly delayMs?: number;
}

const mostWaiting = 100;

/**
 * Slows guessing of tokens. An address with many wrong ones in the last minute waits before each further look; a phone
 * whose token is known never waits, whoever else is behind the same address.
 */
export function createTokenGuard({ db, log, maxWrong = 20, delayMs = 1_000 }: GuardOptions): TokenGuard {
  const wrong = createFailureLimit(maxWrong);
  const told = createFailureLimit(1);
  let waiting = 0;

  const over = (limit: typeof wrong, address: string) => {
    try {
      limit.check(address);
      return false;
    } catch {
      return true;
    }
  };

  return {
    find: async (token, address) => {
      const known = knownDevice(db, token);
      if (known) return known;
      if (isKnownToken(db, token)) {
        const device = await findDeviceByToken(db, token);
        if (device) return device;
      }
      if (over(wrong, address)) {
        if (!over(told, address)) {
          told.fail(address);
          log.warn(
            { address },
            'Many wrong device tokens came from one address: its further guesses are slowed.',
          );
        }
        if (waiting >= mostWaiting)
          throw new DirectoryError('too-many-requests', undefined, { retryAfterSeconds: 60 });
        waiting += 1;
        try {
          await sleep(delayMs);
        } finally {
          waiting -= 1;
        }
      }
      const device = await findDeviceByToken(db, token);
      if (!device) wrong.fail(address);
      return device;
    },
  };
}
