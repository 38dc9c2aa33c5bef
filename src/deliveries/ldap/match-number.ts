import {
  anyOf,
  type Clue,
  eachOf,
  everybody,
  hasDigits,
  hasEnding,
} from '../../directory/phone-index/clue.ts';
import type { IndexedContact, IndexedPhone } from '../../directory/phone-index/indexed-contact.ts';
import { readNumber } from '../../domain/number.ts';
import type { Comparison, Substrings } from './filter.ts';
import { no, type Test } from './match-test.ts';

/** Compares numbers by their digits, in every usual form. `country` reads those without a country code. */
export function numberTest(
  phonesOf: (contact: IndexedContact) => readonly IndexedPhone[],
  filter: Comparison,
  country: string,
): Test {
  const matching = (clue: Clue, fits: (phone: IndexedPhone) => boolean): Test => ({
    clue,
    test: (slot, book) => {
      for (const phone of phonesOf(book.contactAt(slot))) if (fits(phone)) return true;
      return false;
    },
  });
  if (filter.kind === 'present') return matching(everybody, () => true);
  if (filter.kind === 'substrings') return numberPartsTest(filter.parts, matching);
  if (filter.kind === 'equal') {
    const { digits, typedDigits } = readNumber(filter.value, country);
    if (typedDigits === '') return no;
    return matching(
      anyOf([hasEnding(digits), hasEnding(typedDigits)]),
      (phone) => phone.digits === digits || phone.digits === typedDigits || phone.typedDigits === typedDigits,
    );
  }
  const value = filter.value.replace(/\D/g, '');
  if (filter.kind === 'approx')
    return matching(hasDigits(value), ({ digits }) => value !== '' && digits.includes(value));
  return matching(everybody, ({ digits }) => (filter.kind === 'atLeast' ? digits >= value : digits <= value));
}

function numberPartsTest(
  sent: Substrings,
  matching: (clue: Clue, fits: (phone: IndexedPhone) => boolean) => Test,
): Test {
  const start = sent.initial === null ? null : numberStart(sent.initial);
  const any = sent.any.map(onlyDigits).filter((part) => part !== '');
  const final = sent.final === null ? '' : onlyDigits(sent.final);
  // Letters in a number: nobody has such a one.
  if ([sent.initial, ...sent.any, sent.final].some((part) => part !== null && /\p{L}/u.test(part))) return no;
  const clue = eachOf([
    hasDigits(start?.rest ?? ''),
    ...any.map(hasDigits),
    final.length >= 7 ? hasEnding(final) : hasDigits(final),
  ]);
  return matching(clue, (phone) => {
    if (start === null)
      return follow(phone.digits, 0, any, final) || follow(phone.typedDigits, 0, any, final);
    const at = start.international ? -1 : startIn(phone.typedDigits, start.digits);
    if (at >= 0 && follow(phone.typedDigits, at, any, final)) return true;
    const from = start.endIn(phone);
    return from >= 0 && follow(phone.digits, from, any, final);
  });
}

interface NumberStart {
  readonly digits: string;
  readonly international: boolean;
  /** What certainly stands in the digits of a number that starts so. */
  readonly rest: string;
  /** Where the beginning ends in the number's digits; -1 when it does not start so. */
  endIn(phone: IndexedPhone): number;
}

/** `+44 7`, `0044 7`, `07…` and `7…` may all begin the same number. */
function numberStart(sent: string): NumberStart {
  const digits = onlyDigits(sent);
  const plus = sent.trim().startsWith('+');
  if (plus || digits.startsWith('00')) {
    const rest = plus ? digits : digits.slice(2);
    return {
      digits,
      international: plus,
      rest,
      endIn: (phone) =>
        (phone.e164 !== null || phone.international) && phone.digits.startsWith(rest) ? rest.length : -1,
    };
  }
  if (!digits.startsWith('0')) {
    return { digits, international: false, rest: digits, endIn: (phone) => startIn(phone.digits, digits) };
  }
  const rest = digits.slice(1);
  return {
    digits,
    international: false,
    rest,
    // The trunk zero stands for a country code of one to three digits.
    endIn: ({ digits: whole, e164 }) => {
      if (e164 === null || rest === '') return -1;
      for (let code = 1; code <= 3; code += 1) if (whole.startsWith(rest, code)) return code + rest.length;
      return -1;
    },
  };
}

const startIn = (whole: string, start: string) => (whole.startsWith(start) ? start.length : -1);

function follow(digits: string, from: number, any: readonly string[], final: string): boolean {
  let at = from;
  for (const part of any) {
    const found = digits.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return digits !== '' && (final === '' || (digits.length - final.length >= at && digits.endsWith(final)));
}

const onlyDigits = (text: string) => text.replace(/\D/g, '');
