import { addressBlock } from '../../access/address-block.ts';

export interface BindThrottle {
  /** Whether binds of this address are not looked at for now. */
  isShut(address: string): boolean;
  /** Returns true when this one shut the address. */
  wrong(from: string): boolean;
}

interface Record {
  times: number[];
  shutUntil: number;
}

const mostAddresses = 20_000;

/** Slows guessing: after `most` wrong binds within `withinMs` an address is shut for as long again. */
export function createBindThrottle(most: number, withinMs: number, now = () => Date.now()): BindThrottle {
  const records = new Map<string, Record>();
  return {
    isShut: (address) => (records.get(addressBlock(address))?.shutUntil ?? 0) > now(),
    wrong: (from) => {
      const address = addressBlock(from);
      const at = now();
      const record = records.get(address) ?? { times: [], shutUntil: 0 };
      record.times = [...record.times.filter((time) => time > at - withinMs), at];
      const shut = record.times.length >= most;
      if (shut) {
        record.shutUntil = at + withinMs;
        record.times = [];
      }
      // The address that was wrong last stands last: the first is the one to forget.
      records.delete(address);
      records.set(address, record);
      if (records.size > mostAddresses) records.delete(records.keys().next().value ?? address);
      return shut;
    },
  };
}
