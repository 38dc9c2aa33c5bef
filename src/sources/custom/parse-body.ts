/** A number that JavaScript cannot hold, as its digits. */
type ReviverContext = { readonly source?: string };

/**
 * JSON of a page. An id may be a number, and must not lose digits: beyond 2^53 the digits themselves are kept, as text.
 * `undefined` for what is not JSON.
 */
export function parseBody(text: string): unknown {
  try {
    // Reviving costs several times the parsing, so only where a number is long enough to need it.
    return hasLongNumber.test(text) ? JSON.parse(text, keepDigits) : JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** In text too, a phone number for instance: that costs time and changes nothing. */
const hasLongNumber = /[:[,]\s*-?\d{16}/;

function keepDigits(this: unknown, _key: string, value: unknown, context?: ReviverContext): unknown {
  return typeof value === 'number' && !Number.isSafeInteger(value) && /^-?\d+$/.test(context?.source ?? '')
    ? context?.source
    : value;
}

/** An id as text, whichever way it was written; `null` for what cannot be one. */
export function readId(value: unknown): string | null {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? String(value) : null;
  if (typeof value !== 'string') return null;
  // What the store can hold: no NUL, no half of a surrogate pair.
  const usable = value.length >= 1 && value.length <= 400 && !value.includes('\0') && value.isWellFormed();
  return usable ? value : null;
}
