import { isShortened, numberText } from './plain-number.ts';
import { fullLength, type NumberSense } from './scan-main.ts';
import { joint, scanNumber } from './scan-number.ts';

/** Without a country, the number of digits has to tell. */
const sense: NumberSense = {
  isWhole: (digits) => digits.length >= fullLength,
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
  if (!/[\d*#]/.test(text)) return 'A number has digits.';
  for (let rest = text; rest !== ''; ) {
    const scanned = scanNumber(rest, sense);
    if (!scanned) return cannotStand(rest);
    if (scanned.code === null && scanned.digits.length > mostDigits) return 'A number has at most 15 digits.';
    rest = rest.slice(scanned.end).replace(joint, '');
  }
  return null;
}

function cannotStand(rest: string): string {
  const [sign = ''] = rest.replace(/^[\s().-]+/, '') || rest;
  return `“${sign}” cannot stand here. A number has digits, spaces and ( ) - . / * #, and an extension such as x12 behind it.`;
}
