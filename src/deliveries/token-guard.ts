import { setTimeout as sleep } from 'node:timers/promises';
import { addressBlock } from '../access/address-block.ts';
import type { Device } from '../access/device.ts';
import { isKnownToken, knownDevice } from '../access/device-cache.ts';
import { findDeviceByLdapLogin, findDeviceByToken } from '../access/devices.ts';
import type { Db } from '../database/connect.ts';
import { DirectoryError } from '../domain/errors.ts';
import { createFailureLimit } from '../http/failure-limit.ts';

/** Both end with `too-many-requests` when too many guesses wait already. */
export interface TokenGuard {
  /** The device of a token; null when there is none. */
  find(token: string, address: string): Promise<Device | null>;
  /** The device of an `Authorization` header (HTTP Basic, RFC 7617) with its LDAP user name and password; null likewise. */
  signIn(authorization: string | undefined, address: string): Promise<Device | null>;
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
 * whose token is known never waits, whoever else is behind the same address. Passwords are slowed as tokens are.
 */
export function createTokenGuard({ db, log, maxWrong = 20, delayMs = 1_000 }: GuardOptions): TokenGuard {
  const wrong = createFailureLimit(maxWrong);
  const told = createFailureLimit(1);
  let waiting = 0;

  const over = (limit: typeof wrong, address: string) => {
    try {
      limit.check(addressBlock(address));
      return false;
    } catch {
      return true;
    }
  };

  /** Before a look that may be a guess. */
  async function slowDown(address: string): Promise<void> {
    if (!over(wrong, address)) return;
    if (!over(told, address)) {
      told.fail(addressBlock(address));
      log.warn(
        { address },
        'Many wrong device tokens or passwords came from one address: its further guesses are slowed.',
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

  return {
    find: async (token, address) => {
      const known = knownDevice(db, token);
      if (known) return known;
      if (isKnownToken(db, token)) {
        const device = await findDeviceByToken(db, token);
        if (device) return device;
      }
      await slowDown(address);
      const device = await findDeviceByToken(db, token);
      if (!device) wrong.fail(addressBlock(address));
      return device;
    },
    signIn: async (authorization, address) => {
      const sent = readBasic(authorization);
      // Phones ask without first, and are told how: that is no guess.
      if (!sent) return null;
      await slowDown(address);
      const device = await findDeviceByLdapLogin(db, sent.username, sent.password);
      if (!device) wrong.fail(addressBlock(address));
      return device;
    },
  };
}

function readBasic(authorization = ''): { username: string; password: string } | null {
  const [, encoded] = /^basic +([\w+/=-]+) *$/i.exec(authorization) ?? [];
  if (!encoded) return null;
  const [username = '', ...rest] = Buffer.from(encoded, 'base64').toString().split(':');
  return rest.length === 0 ? null : { username, password: rest.join(':') };
}
