import { randomInt, timingSafeEqual } from 'node:crypto';

/** Shown once on the console of whoever starts an installation without people: proof that the browser is theirs. */
export interface SetupCode {
  readonly text: string;
  /** Without regard to case, spaces and dashes. */
  matches(typed: string): boolean;
}

const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';

export function createSetupCode(): SetupCode {
  const code = Array.from({ length: 12 }, () => letters[randomInt(letters.length)]).join('');
  return {
    text: (code.match(/.{4}/g) ?? []).join('-'),
    matches(typed) {
      const plain = Buffer.from(typed.toUpperCase().replace(/[^A-Z0-9]/g, ''));
      const expected = Buffer.from(code);
      return plain.length === expected.length && timingSafeEqual(plain, expected);
    },
  };
}
