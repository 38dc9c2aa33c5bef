import {
  anyOf,
  type Clue,
  eachOf,
  everybody,
  hasDigits,
  hasEnding,
} from '../../directory/phone-index/clue.ts';
import type { IndexedContact, IndexedPhone } from '../../directory/phone-index/indexed-contact.ts';
import { otherReadings, readNumber } from '../../domain/number.ts';
import { numberLines } from '../../domain/number-lines.ts';
import { afterExitPrefixes, divide } from '../../domain/numbering-plan.ts';
import { digitsOf } from '../../domain/plain-number.ts';
import type { Comparison, Substrings } from './filter.ts';
import { no, type Test } from './match-test.ts';

type Matching = (clue: Clue, fits: (phone: IndexedPhone) => boolean) => Test;

/** Compares numbers by their digits, in every usual form. `country` reads those without a country code. */
export function numberTest(
  phonesOf: (contact: IndexedContact) => readonly IndexedPhone[],
  filter: Comparison,
  country: string,
): Test {
  const matching: Matching = (clue, fits) => ({
    clue,
    test: (slot, book) => {
      for (const phone of phonesOf(book.contactAt(slot))) if (fits(phone)) return true;
      return false;
    },
  });
  if (filter.kind === 'present') return matching(everybody, () => true);
  if (filter.kind === 'substrings') return partsTest(filter.parts, country, matching);
  if (filter.kind === 'equal') return sameTest(filter.value, country, matching);
  const value = digitsOf(filter.value);
  if (filter.kind === 'approx')
    return matching(
      hasDigits(value),
      (phone) => value !== '' && spellings(phone).some((line) => line.includes(value)),
    );
  return matching(everybody, ({ digits }) => (filter.kind === 'atLeast' ? digits >= value : digits <= value));
}

function sameTest(value: string, country: string, matching: Matching): Test {
  const read = readNumber(value, country);
  const { digits, typedDigits } = read;
  if (typedDigits === '') return no;
  const readings = [digits, ...otherReadings(read, country)];
  return matching(
    anyOf([...readings, typedDigits].map(hasEnding)),
    (phone) => readings.includes(phone.digits) || spellings(phone).includes(typedDigits),
  );
}

/** The digits of each part of a substring filter; `initial` and `final` are '' where there is none. */
interface Parts {
  readonly initial: string;
  readonly any: readonly string[];
  readonly final: string;
}

function partsTest(sent: Substrings, country: string, matching: Matching): Test {
  const written = withoutWords(sent, country);
  // Letters in a number: nobody has such a one.
  if (written === null) return no;
  const readings = readingsOf(written, country);
  return matching(anyOf(readings.map(clueOf)), (phone) => {
    const lines = spellings(phone);
    return readings.some((parts) => lines.some((line) => follow(line, parts)));
  });
}

/** A part with letters is a number all the same when it is one to its end: `020 7946 0160 x12`, `sip:…`, `1-800-FLOWERS`. */
function withoutWords({ initial, any, final }: Substrings, country: string): Substrings | null {
  const read = (part: string): string | null => {
    if (!/\p{L}/u.test(part)) return part;
    const { typedDigits, dial, unread } = readNumber(part, country);
    return unread === '' && typedDigits.length >= shortestNumber ? dial : null;
  };
  const parts = [initial, ...any, final].map((part) => (part === null ? '' : read(part)));
  if (parts.includes(null)) return null;
  const [first, last] = [parts[0]!, parts.at(-1)!];
  return {
    initial: initial === null ? null : first,
    any: parts.slice(1, -1).map((part) => part!),
    final: final === null ? null : last,
  };
}

const shortestNumber = 5;

/** How the parts may be meant. A part that stands alone may be a whole number, in any spelling. */
function readingsOf({ initial, any, final }: Substrings, country: string): Parts[] {
  const plain = {
    initial: abroad(initial ?? '') ?? digitsOf(initial ?? ''),
    any: any.map(digitsOf).filter((part) => part !== ''),
    final: digitsOf(final ?? ''),
  };
  const parts = [initial ?? '', ...any, final ?? ''].filter((part) => part !== '');
  const [alone = ''] = parts;
  if (parts.length !== 1) return [plain];
  const asWritten = spelledParts(alone, country);
  const at = initial === alone ? 'initial' : final === alone ? 'final' : 'any';
  const forms = asWritten.map((digits) =>
    at === 'any' ? { ...plain, any: [digits] } : { ...plain, [at]: digits },
  );
  return [plain, ...forms];
}

/** A whole number, `+44 (0)20`, `011 44 20` and `+44 020` as they stand in `spellings`. */
function spelledParts(part: string, country: string): string[] {
  const { digits, e164, typedDigits, unread } = readNumber(part, country);
  if (typedDigits === '' || unread !== '') return [];
  if (e164 !== null) return [exit + digits];
  const starts = /^[\s([]*\+/.test(part) ? [typedDigits] : afterExitPrefixes(typedDigits, country);
  return starts.flatMap((start) => {
    const { code, trunk, national } = divide(start) ?? { code: '', trunk: '', national: start };
    const bare = trunk === '0' && national.startsWith('0') ? [`${exit}${code}${national.slice(1)}`] : [];
    return [exit + start, ...bare];
  });
}

const exit = '00';
const abroad = (initial: string) => (initial.trim().startsWith('+') ? exit + digitsOf(initial) : null);

/** A number as it is compared: from abroad with `00`, which stands for the `+` too, and within its country with its trunk prefix and without. */
function spellings({ digits, e164, international, dialledDigits }: IndexedPhone): readonly string[] {
  if (digits === '') return dialledDigits === '' ? [] : [dialledDigits];
  const lines = e164 === null ? [{ digits, international }] : numberLines(digits);
  const spelled = lines.flatMap((line) =>
    line.international
      ? [line.digits, exit + line.digits, divide(line.digits)?.national ?? '']
      : [line.digits],
  );
  return [...spelled, dialledDigits];
}

/** What certainly stands in the index of a number that has these parts. */
const clueOf = ({ initial, any, final }: Parts): Clue =>
  eachOf([
    hasDigits(initial.replace(/^00/, '')),
    ...any.map((part) => hasDigits(part.replace(/^0+/, ''))),
    final.length >= 7 ? hasEnding(final) : hasDigits(final.replace(/^0+/, '')),
  ]);

function follow(digits: string, { initial, any, final }: Parts): boolean {
  if (digits === '' || !digits.startsWith(initial)) return false;
  let at = initial.length;
  for (const part of any) {
    const found = digits.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return digits.length - final.length >= at && digits.endsWith(final);
}
