import type { DialNumber } from './format.ts';

export interface Triple {
  readonly telephone?: DialNumber | undefined;
  readonly mobile?: DialNumber | undefined;
  readonly other?: DialNumber | undefined;
}

/** For phones whose entry holds three numbers, one of each kind: more numbers make more entries. */
export function triples(numbers: readonly DialNumber[]): Triple[] {
  const left = [...numbers];
  const take = (fits: (number: DialNumber) => boolean) => {
    const at = left.findIndex(fits);
    return at < 0 ? undefined : left.splice(at, 1)[0];
  };
  const result: Triple[] = [];
  while (left.length > 0) {
    const mobile = take(({ label }) => label === 'mobile');
    const telephone = take(({ label }) => label === 'work') ?? take(() => true);
    result.push({ mobile, telephone, other: take(({ label }) => label !== 'mobile') ?? take(() => true) });
  }
  return result;
}
