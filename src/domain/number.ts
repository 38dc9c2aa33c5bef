import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import {
  afterExitPrefixes,
  callingCodeOf,
  hasPlan,
  internationalForm,
  isMobile,
  isPossible,
  isValid,
  mayHaveLetters,
  nationalForm,
  shortestMobile,
} from './numbering-plan.ts';
import { isShortened, numberText } from './plain-number.ts';
import { otherForms, withoutFormerTrunk } from './same-line.ts';
import type { NumberSense } from './scan-main.ts';
import { type ScannedNumber, scanNumber } from './scan-number.ts';
import { splitNumbers } from './split-numbers.ts';

// The one reader of numbers. What is dialled, compared, searched and shown of a number follows from its result.

export interface ReadNumber {
  /**
   * What is compared: the digits of E.164 when it is known, without its `+`; else the typed digits, without a leading
   * `00`. No extension. '' for what is no number, and for feature codes such as `*72`, from which nobody calls.
   */
  readonly digits: string;
  /** With its `+`; null when the number has no international form (an extension, a short code, a text). */
  readonly e164: string | null;
  readonly extension: string | null;
  /** What is dialled after a second pause, as typed (`,,123456#`): shown, never dialled by a phone. */
  readonly tail: string;
  /** Typed with `+` or `00`. */
  readonly international: boolean;
  /** The digits as they were typed, without the extension: `020 7183` has 0207183 here and 44207183 in `digits`. */
  readonly typedDigits: string;
  /** What a phone dials: `+`, digits, `*` and `#`; '' when there is nothing to dial. */
  readonly dial: string;
  /** What stands behind the number, or instead of it, and is no part of it; '' when all was read. */
  readonly unread: string;
}

/** Countries in two letters, as settings hold them. */
export const isCountry = (code: string): boolean => hasPlan(code);

/**
 * Reads the number that a text begins with, in a country that gives meaning to numbers without a country code. Never
 * refuses: what is not a number has no digits.
 */
export function readNumber(typed: string, country: string): ReadNumber {
  const text = numberText(typed);
  const scanned = text === null ? null : scan(text, country);
  if (text === null || !scanned) return { ...noNumber, unread: text ?? typed };
  return meaningOf(scanned, country, text.slice(scanned.end).trim());
}

/**
 * The numbers of a text that has several (` / `, ` or `, `;`, line breaks, a second `+`), each as it was typed and a number
 * by itself; the text itself when it has one. `unread`: what is left over.
 */
export function numbersIn(typed: string, country: string): { numbers: readonly string[]; unread: string } {
  // Most fields are too short for two numbers and have nothing that could part them.
  if (simple.test(typed) && typed.replace(/\D/g, '').length <= (typed.startsWith('+') ? 12 : 11))
    return { numbers: [typed], unread: '' };
  const text = numberText(typed);
  if (text === null) return { numbers: [], unread: typed };
  const { numbers, rest } = splitNumbers(text, (part) => scan(part, country));
  const isAll = numbers.length === 1 && rest === '';
  return { numbers: isAll ? [typed.trim()] : numbers.map((number) => number.text), unread: rest };
}

/** Other ways to understand a caller's number, best first: `49171…` without its `+`, then the other forms of one line. */
export function otherReadings(
  { digits, typedDigits, international }: ReadNumber,
  country: string,
): readonly string[] {
  const national = international ? [] : nationalReadings(typedDigits, country).map((e164) => e164.slice(1));
  const readings = [digits, ...national];
  return [...new Set([...readings, ...readings.flatMap(otherForms)])].slice(1);
}

/** As people read it: international form with spaces when it is known, else as typed. */
export function readableNumber(typed: string, country: string): string {
  const { e164, extension, tail } = readNumber(typed, country);
  const parsed = e164 === null ? undefined : parsePhoneNumberFromString(e164);
  if (!parsed) return typed.trim();
  return `${parsed.formatInternational()}${extension === null ? '' : ` ext. ${extension}`}${tail === '' ? '' : ` ${tail}`}`;
}

const noNumber: ReadNumber = {
  digits: '',
  e164: null,
  extension: null,
  tail: '',
  international: false,
  typedDigits: '',
  dial: '',
  unread: '',
};

function scan(text: string, country: string): ScannedNumber | null {
  if (isShortened(text)) return null;
  const scanned = scanNumber(text, senseOf(country));
  return scanned && isShortEnough(scanned, country) ? scanned : null;
}

const simple = /^\+?\d[\d -]{0,18}\d$/;
/** E.164 has no more. */
const mostDigits = 15;

/** What is dialled before the digits of E.164 is no part of a number. */
function isShortEnough({ digits, code, plus }: ScannedNumber, country: string): boolean {
  if (code !== null) return code.length <= 40;
  if (digits.length <= mostDigits) return true;
  return !plus && afterExitPrefixes(digits, country).some((abroad) => abroad.length <= mostDigits);
}

const senses = new Map<string, NumberSense>();

function senseOf(country: string): NumberSense {
  const known = senses.get(country);
  if (known) return known;
  const sense: NumberSense = {
    isWhole: (digits, plus) => wholeNumber(digits, plus, country) !== null,
    isKeyed: (digits, plus) => isKeyedNumber(digits, plus, country),
  };
  senses.set(country, sense);
  return sense;
}

/** A number that people write with letters: dialled as its plan writes it, with a trunk zero only where that is dialled. */
function isKeyedNumber(digits: string, plus: boolean, country: string): boolean {
  const e164 = plus ? fromInternational(digits) : (nationalForm(digits, country)?.e164 ?? null);
  if (e164 === null || !isSized(e164) || !mayHaveLetters(e164)) return false;
  const parsed = parsePhoneNumberFromString(e164);
  return plus || callingCodeOf(country) === '1' || parsed?.formatNational().replace(/\D/g, '') === digits;
}

/** E.164 of digits that are a number in full: with a country code, or as one dials them within the country. */
function wholeNumber(digits: string, plus: boolean, country: string): string | null {
  if (digits.length < shortestNational) return null;
  if (plus) return fromInternational(digits);
  const read = nationalForm(digits, country);
  if (!read) return null;
  // Nobody writes the trunk zero of China's or India's mobile numbers.
  if (!read.spoken) return read.valid && isMobile(read.e164) ? read.e164 : null;
  return read.valid || read.wellFormed ? read.e164 : null;
}

function meaningOf(scanned: ScannedNumber, country: string, unread: string): ReadNumber {
  const { plus, code, extension, tail } = scanned;
  if (code !== null) return { ...noNumber, typedDigits: scanned.digits, dial: code, extension, tail, unread };
  const typedDigits = withoutBracketZero(scanned, country);
  const international = plus || typedDigits.startsWith('00');
  const e164 = findE164(scanned, typedDigits, country);
  const digits = e164?.slice(1) ?? (international && !plus ? typedDigits.slice(2) : typedDigits);
  const asTyped = plus ? `+${typedDigits}` : typedDigits;
  // Typed for abroad, E.164 is what was meant: with no `(0)` in it, and dialled from every country.
  const isAbroad = international || typedDigits !== scanned.digits;
  const dial = e164 !== null && isAbroad ? e164 : asTyped;
  return { digits, e164, extension, tail, international, typedDigits, dial, unread };
}

/** `+44 (0)20`: the zero is dialled inside the country only. */
function withoutBracketZero({ digits, zeroAt, plus }: ScannedNumber, country: string): string {
  if (zeroAt < 0) return digits;
  const isAbroad = plus || afterExitPrefixes(digits, country).length > 0;
  return isAbroad ? digits.slice(0, zeroAt) + digits.slice(zeroAt + 1) : digits;
}

// Shorter national numbers are extensions and short codes; so they stay, whatever a numbering plan has room for.
const shortestNational = 7;

function findE164({ digits, plus }: ScannedNumber, typedDigits: string, country: string): string | null {
  // Italy dials the zero from abroad too: with it first, which plans that have a trunk zero take off themselves.
  if (plus) return fromInternational(digits) ?? fromInternational(typedDigits);
  if (typedDigits.length < Math.min(shortestNational, shortestMobile(country))) return null;
  const abroad = afterExitPrefixes(digits, country).flatMap((rest) => fromInternational(rest) ?? []);
  const sure = abroad.find(isValid);
  if (sure !== undefined) return sure;
  const [valid] = nationalReadings(typedDigits, country);
  if (valid !== undefined) return valid;
  // A full number that its plan has not given out: films and examples use them, and new ranges are such for a while.
  const read = nationalForm(typedDigits, country);
  return abroad[0] ?? (read?.wellFormed && isSized(read.e164) ? read.e164 : null);
}

/**
 * The numbers that digits without a `+` may be, of those that are given out. Without the trunk zero, digits that begin with
 * the country's own code are meant with it: 491715550191 is a mobile number, +49 171 5550191, although Leer has 0491 715550191.
 */
function nationalReadings(digits: string, country: string): string[] {
  const read = nationalForm(withoutFormerTrunk(digits, country) ?? digits, country);
  const national = read?.valid && isSized(read.e164) ? [read.e164] : [];
  const own = digits.startsWith(callingCodeOf(country)) ? fromInternational(digits) : null;
  const withCode = own !== null && isValid(own) ? [own] : [];
  return read?.spoken ? [...national, ...withCode] : [...withCode, ...national];
}

/** Seven to fifteen digits behind the `+`: what a plan takes off or puts in front may leave others. */
const isSized = (e164: string) => e164.length > shortestNational && e164.length <= mostDigits + 1;

/** Somebody who types a country code means it: the number need not be one that is given out, only one that can be. */
function fromInternational(digits: string): string | null {
  if (digits.length < shortestNational || digits.length > mostDigits) return null;
  const e164 = internationalForm(digits);
  if (e164 === null || !isSized(e164)) return null;
  const others = otherForms(e164.slice(1));
  if (others.length > 0 && !isValid(e164)) {
    const current = others.find((form) => isValid(`+${form}`));
    if (current !== undefined) return `+${current}`;
  }
  return isPossible(e164) ? e164 : null;
}
