import iconv from 'iconv-lite';
import type { RawProperty } from './collect-property.ts';
import { decodeBytes } from './decode-bytes.ts';
import { fileLimits } from './limits.ts';

/**
 * The text of a property: first the transfer encoding of the whole value, then the line's CHARSET, else the file's.
 * Splitting and escapes come after, because in Shift_JIS a backslash may be half of a character. Bytes that
 * are none of the encoding leave the marks of doubtful-text.ts. `null`: too long.
 */
export function decodeProperty(
  { value, encoding, parameters }: RawProperty,
  fileCharset: string,
): string | null {
  if (value === null) return null;
  const bytes =
    encoding === 'none' ? value : encoding === 'base64' ? fromBase64(value) : fromQuotedPrintable(value);
  const text = decodeBytes(bytes, charsetOf(parameters) ?? fileCharset);
  return text.length > fileLimits.cell ? null : text.replaceAll('\0', '').toWellFormed();
}

/** Some programs say base64 and write text. */
function fromBase64(value: Buffer): Buffer {
  const text = value.toString('latin1');
  return /^[a-z\d+/=\s]*$/i.test(text) ? Buffer.from(text, 'base64') : value;
}

function fromQuotedPrintable(value: Buffer): Buffer {
  const [first = '', ...more] = value.toString('latin1').split(/=[ \t]*\n/);
  const lines = [
    first,
    ...(areFolded([first, ...more]) ? more.map((line) => line.replace(/^[ \t]/, '')) : more),
  ];
  const text = lines
    .join('')
    .replace(/=$/, '')
    .replace(/=([\da-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(text, 'latin1');
}

/**
 * Whether the blanks behind the soft line breaks are folds (RFC 2426, 2.6) on top of them. By RFC 2045 they are text, and
 * one of them is taken so, unless it would stand inside a UTF-8 character.
 */
function areFolded(lines: readonly string[]): boolean {
  const more = lines.slice(1).filter((line) => line !== '');
  if (more.length > 1 && more.every((line) => /^[ \t]/.test(line))) return true;
  return lines.some(
    (line, at) => /^[ \t]=[89ab][\da-f]/i.test(line) && /=[c-f89ab][\da-f]$/i.test(lines[at - 1] ?? ''),
  );
}

// Names of iconv-lite that are no character sets; it looks at letters and digits alone (`base-64`, `hex:2000`).
const noCharset = /^(?:base64|hex|binary)$/;
const normalised = (name: string) => name.toLowerCase().replace(/:\d{4}$|[^a-z\d]/g, '');

/** `null`: the line names none, none that is known, or ASCII, which says nothing of the other bytes. */
function charsetOf(parameters: readonly string[]): string | null {
  const named = parameters
    .map((parameter) => /^CHARSET="?([^"]+)/i.exec(parameter)?.[1]?.trim())
    .find(Boolean);
  if (named === undefined || /^(?:us-)?ascii$/i.test(named) || noCharset.test(normalised(named))) return null;
  // What calls itself Latin-1 has the quotation marks and the euro sign of Windows (encoding.spec.whatwg.org, 4.2).
  if (/^(?:iso[-_]?8859-1|latin-?1)$/i.test(named)) return 'windows-1252';
  return isJis(named) || iconv.encodingExists(named) ? named : null;
}

// The one of old Japanese phones that iconv-lite has not.
const isJis = (charset: string) => /^iso-2022-jp$/i.test(charset);
