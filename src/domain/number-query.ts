import { readNumber } from './number.ts';
import { numberLines } from './number-lines.ts';
import { afterExitPrefixes, divide } from './numbering-plan.ts';
import { numberText } from './plain-number.ts';

/** What a number must have to be found: one of several beginnings in international form, or digits anywhere in one of its spellings. */
export type NumberQuery =
  | { readonly kind: 'international-any' }
  | { readonly kind: 'digits'; readonly starts: readonly string[]; readonly parts: readonly string[] };

/**
 * How a search term is meant that is a number, or a piece of one, as somebody types it in a country. `null`: the term is
 * text. Every spelling of a number finds it: a piece is looked for in all of them (see number-lines.ts).
 */
export function readNumberQuery(q: string, country: string): NumberQuery | null {
  const term = numberText(q);
  if (term === null) return null;
  if (term === '+') return { kind: 'international-any' };
  const read = readNumber(q, country);
  if (read.typedDigits === '' || read.unread !== '') return null;
  // `Tel 1`, `24p7`: a word that happens to read as a number.
  if (/\p{L}/u.test(term) && read.typedDigits.length < shortestWithLetters) return null;
  const { typedDigits, digits, e164 } = read;
  const whole = e164 === null ? [] : [digits];
  if (read.dial.startsWith('+') && /^[\s([{]*\+/.test(term))
    return { kind: 'digits', starts: different([...whole, ...internationalStarts(typedDigits)]), parts: [] };
  const abroad = afterExitPrefixes(typedDigits, country).filter((rest) => rest !== '');
  const starts = abroad.flatMap(internationalStarts);
  const isSpelling = e164 !== null && numberLines(digits).some((line) => line.digits === typedDigits);
  return {
    kind: 'digits',
    starts: different(isSpelling ? starts : [...whole, ...starts]),
    parts: [typedDigits],
  };
}

const shortestWithLetters = 5;

/** `+44 020 7946` may be meant for `+44 20 7946`: from abroad nobody dials the trunk zero, but many write it. */
function internationalStarts(digits: string): string[] {
  const parts = divide(digits);
  if (parts?.trunk !== '0' || !parts.national.startsWith('0')) return [digits];
  const bare = `${parts.code}${parts.national.slice(1)}`;
  return [digits, bare];
}

const different = (texts: readonly string[]): string[] =>
  [...new Set(texts)].filter(
    (text, _, all) => !all.some((other) => other !== text && text.startsWith(other)),
  );
