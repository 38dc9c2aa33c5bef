import { contactLimits } from '../../domain/contact.ts';
import { numbersIn } from '../../domain/number.ts';

/** `typed`: `type:number`, of the form without a header. */
export type CellKind = 'empty' | 'text' | 'number' | 'address' | 'typed';

/** What a cell looks like. Names and companies may hold figures (“3M”, “4 Seasons”, “1&1”): they stay texts. */
export function cellKind(cell: string, country: string): CellKind {
  const text = cell.trim();
  if (text === '') return 'empty';
  if (typed.test(text)) return 'typed';
  if (text.length <= contactLimits.email && /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text)) return 'address';
  return isNumber(text, country) ? 'number' : 'text';
}

// Of a type that is none a number at least: “c/o: Barker” is none.
const typed = /^(?:(?:work|mobile|home|fax|other)\s*:\s*\S|[\p{L} ]{1,12}\s*:\s*[+(]?\s*\d)/iu;

function isNumber(text: string, country: string): boolean {
  // Several numbers in a cell, and words beside them, are no longer.
  if (text.length > 200 || text.includes('&')) return false;
  const digits = text.match(/\d/g)?.length ?? 0;
  if (digits < 2) return false;
  // What a spreadsheet made of a long one.
  if (/^\d[.,]\d+E\+\d+$/i.test(text)) return true;
  const { numbers, unread } = numbersIn(text.replace(/^['"=]+/, ''), country);
  return numbers.length > 0 && (digits > 2 || !/\p{L}/u.test(unread));
}
