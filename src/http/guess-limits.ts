import { addressBlock } from '../access/address-block.ts';
import type { Asker } from '../access/passwords.ts';
import { createFailureLimit } from './failure-limit.ts';
import { createGrowingDelay } from './growing-delay.ts';

/** Slows guessing of passwords. Each guess is counted before anything is computed, so that none gets by beside another. */
export interface GuessLimits {
  /** Throws `too-many-requests` when a guess would not be looked at now. */
  check(account: string, address: string): void;
  /** For who looks at the guess: the same when its turn comes, and counts it. */
  asker(account: string, address: string): Asker;
  /** Gives back what was counted: it was no guess. */
  right(account: string, address: string): void;
}

const aMinute = 10;
const aMinuteFromOneAddress = 100;
const mostKnown = 100_000;

/**
 * Ten a minute for an account from one address, a hundred from one address for all accounts, and for an account from
 * wherever: after ten, each waits twice as long. From where somebody signed in before, only the first of these counts, and
 * the turn is their own: nobody is shut out of their account by others.
 */
export function createGuessLimits(now: () => number = Date.now): GuessLimits {
  const pairs = createFailureLimit(aMinute, now);
  const addresses = createFailureLimit(aMinuteFromOneAddress, now);
  const accounts = createGrowingDelay(now);
  const known = new Set<string>();

  const keysOf = (account: string, address: string) => {
    const block = addressBlock(address);
    return { block, pair: `${block} ${account}` };
  };
  function check(account: string, address: string): void {
    const { block, pair } = keysOf(account, address);
    pairs.check(pair);
    if (known.has(pair)) return;
    addresses.check(block);
    accounts.check(account);
  }

  return {
    check,
    asker(account, address) {
      const { block, pair } = keysOf(account, address);
      return {
        lane: known.has(pair) ? pair : block,
        begin() {
          check(account, address);
          pairs.fail(pair);
          if (known.has(pair)) return;
          addresses.fail(block);
          accounts.fail(account);
        },
      };
    },
    right(account, address) {
      const { block, pair } = keysOf(account, address);
      pairs.giveBack(pair);
      if (!known.delete(pair)) {
        addresses.giveBack(block);
        accounts.giveBack(account);
      }
      known.add(pair);
      if (known.size > mostKnown) known.delete(known.keys().next().value ?? '');
    },
  };
}
