import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { hasPlan, internationalForm, nationalForm } from './numbering-plan.ts';

export interface ReadNumber {
  /**
   * What is compared: the digits of E.164 when it is known, without its `+`; else the typed digits, without a leading
   * `00`. No extension.
   */
  readonly digits: string;
  /** With its `+`; null when the number has no international form (an extension, a short code, a text). */
  readonly e164: string | null;
  readonly extension: string | null;
  /** Typed with `+` or `00`. */
  readonly international: boolean;
  /** The digits as they were typed, without the extension: `020 7183` has 0207183 here and 44207183 in `digits`. */
  readonly typedDigits: string;
}

export type NumberQuery =
  | { readonly kind: 'international-any' }
  | { readonly kind: 'international-prefix'; readonly digits: string }
  | { readonly kind: 'contains'; readonly digits: string };

/** Countries in two letters, as settings hold them. */
export const isCountry = (code: string): boolean => hasPlan(code);

/**
 * Reads a number as somebody typed it, in a country that gives meaning to numbers without a country code. Never
 * refuses: what is not a number has no digits.
 */
export function readNumber(typed: string, country: string): ReadNumber {
  const { main, extension } = splitExtension(plainForm(typed));
  const plus = startsWithPlus.test(main);
  const typedDigits = main.replace(/\D/g, '');
  const international = typedDigits !== '' && (plus || typedDigits.startsWith('00'));
  const e164 = readable(main) ? findE164(main, typedDigits, plus, country) : null;
  const digits = e164?.slice(1) ?? (international && !plus ? typedDigits.slice(2) : typedDigits);
  return { digits, e164, extension, international, typedDigits };
}

/** How a search term of digits, spaces and `+ ( ) - . /` is meant. `null`: the term is text. */
export function readNumberQuery(q: string): NumberQuery | null {
  const term = plainForm(q);
  if (term === '+') return { kind: 'international-any' };
  if (!/^[\d\s+().\-/]+$/.test(term) || !/\d/.test(term)) return null;
  const digits = term.replace(/\D/g, '');
  return /^[\s().\-/]*\+/.test(term)
    ? { kind: 'international-prefix', digits }
    : { kind: 'contains', digits };
}

/** What a phone can dial of a typed number: `+`, digits, `*` and `#`, without an extension, letters and punctuation. */
export function dialable(typed: string): string {
  const { main } = splitExtension(plainForm(typed));
  const kept = withoutTrunkZero(main).replace(/[^\d*#+]/g, '');
  return kept.slice(0, 1) + kept.slice(1).replaceAll('+', '');
}

/** As people read it: international form with spaces when it is known, else as typed. */
export function readableNumber(typed: string, country: string): string {
  const { e164, extension } = readNumber(typed, country);
  const parsed = e164 === null ? undefined : parsePhoneNumberFromString(e164);
  if (!parsed) return typed.trim();
  return `${parsed.formatInternational()}${extension === null ? '' : ` ext. ${extension}`}`;
}

/** Digits of other scripts, full-width signs, hard spaces and invisible marks, as a plain keyboard has them. */
function plainForm(typed: string): string {
  const text = /^[\u0020-\u007e]*$/.test(typed)
    ? typed
    : typed
        .normalize('NFKC')
        .replace(/\p{Cf}/gu, '')
        .replace(/\p{Nd}/gu, (digit) => String(digitValue(digit)))
        .replace(/\p{Pd}/gu, '-')
        .replace(/\s/gu, ' ');
  return text.trim().replace(/^tel:/i, '');
}

// The ten digits of a script stand together in Unicode, from zero up, and every block starts at a multiple of 16 or 10.
function digitValue(digit: string): number {
  let value = 0;
  for (
    let code = digit.codePointAt(0)! - 1;
    value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code));
    code -= 1
  )
    value += 1;
  return value;
}

/** `x12`, `ext. 12`, `extension 12`, `;ext=12`, and the pause `,12` that telephones put before an extension. */
const extensionAtEnd = /(?:;ext=|,{1,9} ?|(?:ext(?:ension|n)?|x)[ .:]{0,3})(\d{1,10})#?$/i;

function splitExtension(text: string): { main: string; extension: string | null } {
  // Most numbers have none: one look tells.
  if (!/[x,]/i.test(text)) return { main: text, extension: null };
  const match = extensionAtEnd.exec(text);
  const main = match && text.slice(0, match.index).trim();
  return main && /\d/.test(main) ? { main, extension: match[1]! } : { main: text, extension: null };
}

const readable = (main: string) => /^[+\d\s()\-./]*$/.test(main);
/** `+44 (0)20`: the zero is dialled inside the country only. */
const withoutTrunkZero = (main: string) => (startsWithPlus.test(main) ? main.replace(/\(0\)/, '') : main);
const startsWithPlus = /^\(?\+/;

// Shorter national numbers are extensions and short codes; so they stay, whatever a numbering plan has room for.
const shortestNational = 7;

function findE164(main: string, typedDigits: string, plus: boolean, country: string): string | null {
  if (plus) return fromInternational(withoutTrunkZero(main).replace(/\D/g, ''));
  if (typedDigits.length < shortestNational) return null;
  const read = nationalForm(typedDigits, country);
  if (read?.valid) return read.e164;
  if (typedDigits.startsWith('00')) return fromInternational(typedDigits.slice(2));
  // A full number that its plan has not given out: films and examples use them, and new ranges are such for a while.
  return read?.wellFormed ? read.e164 : null;
}

/** Somebody who types a country code means it: the number need not be one that is given out. */
const fromInternational = (digits: string) =>
  digits.length < shortestNational || digits.length > 15 ? null : internationalForm(digits);

const typedNumber = /^\+?[0-9 ()\-./*#]*[0-9*#][0-9 ()\-./*#]*(?:(?:x|ext\.?|extension) *\d{1,10})?$/i;

/** What may be typed as a number: `+`, digits, spaces, `( ) - . / * #`, and an extension (`x12`, `ext. 12`). */
export const isTypedNumber = (text: string): boolean => typedNumber.test(text);
