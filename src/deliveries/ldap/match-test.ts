import { anyOf, type Clue, eachOf, everybody, nobody } from '../../directory/phone-index/clue.ts';
import type { TenantBook } from '../../directory/phone-index/tenant-book.ts';

/** RFC 4511 4.5.1.7: a filter is true, false, or undefined (null), which only `not` tells from false. */
export type Truth = boolean | null;

/** A filter, or a part of one, as the phone index understands it. */
export interface Test {
  readonly clue: Clue;
  test(slot: number, book: TenantBook): Truth;
}

export const never: Test = { clue: nobody, test: () => null };
export const no: Test = { clue: nobody, test: () => false };
export const yes: Test = { clue: everybody, test: () => true };

export function both(parts: readonly Test[]): Test {
  if (parts.length === 1) return parts[0]!;
  return {
    clue: eachOf(parts.map(({ clue }) => clue)),
    test: (slot, book) => {
      let result: Truth = true;
      for (const part of parts) {
        const truth = part.test(slot, book);
        if (truth === false) return false;
        if (truth === null) result = null;
      }
      return result;
    },
  };
}

export function either(parts: readonly Test[]): Test {
  if (parts.length === 1) return parts[0]!;
  return {
    clue: anyOf(parts.map(({ clue }) => clue)),
    test: (slot, book) => {
      let result: Truth = false;
      for (const part of parts) {
        const truth = part.test(slot, book);
        if (truth === true) return true;
        if (truth === null) result = null;
      }
      return result;
    },
  };
}

export function negation({ test }: Test): Test {
  return {
    clue: everybody,
    test: (slot, book) => {
      const truth = test(slot, book);
      return truth === null ? null : !truth;
    },
  };
}
