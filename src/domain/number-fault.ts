import { isShortened, numberText } from './plain-number.ts';
import { fullLength, type NumberSense } from './scan-main.ts';
import { scanNumber } from './scan-number.ts';
import { splitNumbers } from './split-numbers.ts';

/** Without a country, the number of digits has to tell. */
const sense: NumberSense = {
  isWhole: (digits) => digits.length >= fullLength && digits.length <= mostDigits,
  isKeyed: (digits) => digits.length >= 8 && digits.length <= 13,
};

/** 15, and what is dialled before them from abroad. */
const mostDigits = 18;

/**
 * Why a text is not accepted as a number, for the person who typed it; null: it is one, or several. By the grammar that
 * `readNumber` reads with.
 */
export function numberFault(typed: string): string | null {
  const text = numberText(typed);
  if (text === null) return 'It is too long for a number.';
  if (text === '') return 'Enter a number or remove the row.';
  if (isShortened(text))
    return 'A spreadsheet has shortened this number. Format its column as text and type it again.';
  if (!/[\d*#]/.test(text)) return 'There are no digits in it: this is no telephone number.';
  if (extensionAlone.test(text)) return 'An extension needs a number in front of it.';
  const { numbers, rest } = splitNumbers(text, (part) => scanNumber(part, sense));
  if (numbers.length === 0 || rest !== '') return cannotStand(rest);
  const isTooLong = numbers.some(({ code, digits }) => code === null && digits.length > mostDigits);
  return isTooLong ? 'A number has at most 15 digits.' : null;
}

const extensionAlone = /^(?:x|ext(?:ension|n)?)[ .:]*\d+$/i;

function cannotStand(rest: string): string {
  const [sign = ''] = rest.replace(/^[\s().-]+/, '') || rest;
  const what = /\p{L}/u.test(sign) ? 'The letter ' : '';
  return `${what}“${sign}” cannot stand here. A number has digits, spaces and ( ) - . / * #, and an extension such as x12 behind it.`;
}
