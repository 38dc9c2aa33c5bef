import { plainNumber, unwrapped } from './plain-number.ts';
import { joint, type NumberSense, scanNumber } from './scan-number.ts';

/** Without a country, the number of digits has to tell. */
const sense: NumberSense = {
  isWhole: (digits) => digits.length >= 7,
  isKeyed: (digits) => digits.length >= 8 && digits.length <= 13,
};

/**
 * Why a text is not accepted as a number, for the person who typed it; null: it is one, or several. By the grammar that
 * `readNumber` reads with.
 */
export function numberFault(typed: string): string | null {
  const text = unwrapped(plainNumber(typed));
  let rest = text;
  while (rest !== '') {
    const scanned = scanNumber(rest, sense);
    if (!scanned) return fault(text, rest);
    if (scanned.code === null && scanned.digits.length > 18) return 'A number has at most 15 digits.';
    rest = rest.slice(scanned.end).replace(joint, '');
  }
  return text === '' ? 'Enter a number or remove the row.' : null;
}

function fault(text: string, rest: string): string {
  if (/^[+-]?\d+(?:[.,]\d+)?e[+-]?\d+$/i.test(text))
    return 'A spreadsheet has shortened this number. Format its column as text and type it again.';
  if (!/[\d*#]/.test(text)) return 'A number has digits.';
  const [sign = ''] = rest.trim();
  return `“${sign}” cannot stand here. A number has digits, spaces and ( ) - . / * #, and an extension such as x12 behind it.`;
}
