import { DirectoryError } from '../domain/errors.ts';
import { type FileEncoding, fileEncodings } from '../domain/file-encodings.ts';
import { readText } from './decode-text.ts';

export type FileKind = 'csv' | 'vcard' | 'ldif' | 'xml' | 'xlsx';

export interface DetectedFile {
  readonly kind: FileKind;
  /** What the beginning says; `null`: 8 bits a letter, which of them shows only in the whole file, see tally-utf8.ts. */
  readonly encoding: FileEncoding | null;
  /** Bytes of the byte order mark. */
  readonly skip: number;
}

/** How many bytes from the file's beginning `detectFile` wants to see. */
export const detectionBytes = 4096;

/**
 * Tells from its first bytes what a file is, whatever its name and content type. People upload pictures and web pages by
 * mistake: those end with `unsupported-file` and say what to do, instead of becoming contacts. `chosen`: somebody knows
 * the encoding better.
 */
export function detectFile(head: Buffer, chosen?: FileEncoding): DetectedFile {
  if (isSpreadsheet(head)) return { kind: 'xlsx', encoding: null, skip: 0 };
  for (const [magic, message] of binaries) if (startsWith(head, magic)) throw refuse(message);
  const order = byteOrder(head);
  const encoding = chosen ?? order.encoding;
  const bytes = head.subarray(order.skip, order.skip + detectionBytes);
  const text = readText(encoding ?? 'utf-8')
    .write(bytes)
    .trimStart();
  if (!isText(text)) throw refuse('This file is not text.');
  for (const [pattern, message] of documents) if (pattern.test(text)) throw refuse(message);
  const kind = kindOf(text);
  return { kind, encoding: encoding ?? (kind === 'xml' ? declared(text) : null), skip: order.skip };
}

function kindOf(text: string): FileKind {
  if (/^(?:\ufeff)?BEGIN:VCARD/i.test(text)) return 'vcard';
  // Some programs write a line of their own above the first card.
  if (/[\r\n]BEGIN:VCARD[ \t]*[\r\n]+(?:VERSION|PRODID|N|FN)[;:]/i.test(text)) return 'vcard';
  // Of any root: what XML says must never become names. A name may begin with `<` too (“<Ada> King”).
  if (
    /^<(?:\?xml\b|[a-z][\w.:-]*(?:\s*\/>|\s*>\s*<|\s+[\w.:-]+\s*=\s*["']|[^>]*>[\s\S]*<\/[a-z]))/i.test(text)
  )
    return 'xml';
  const first = text.split(/[\r\n]+/).find((line) => !/^(?:#|version:|\s*$)/i.test(line));
  return /^dn::? *\S/i.test(first ?? '') ? 'ldif' : 'csv';
}

/** What an XML document says of itself, when it says something that matters. */
function declared(text: string): FileEncoding | null {
  const name = /^<\?xml[^>]*\sencoding=["']([\w-]+)["']/.exec(text)?.[1]?.toLowerCase();
  // Many programs write UTF-8 there and are wrong, and a document whose `<` is one byte is no UTF-16.
  return fileEncodings.find((known) => known === name && !known.startsWith('utf-')) ?? null;
}

function byteOrder(head: Buffer): { encoding: FileEncoding | null; skip: number } {
  if (startsWith(head, [0xef, 0xbb, 0xbf])) return { encoding: 'utf-8', skip: 3 };
  if (startsWith(head, [0xff, 0xfe])) return { encoding: 'utf-16le', skip: 2 };
  if (startsWith(head, [0xfe, 0xff])) return { encoding: 'utf-16be', skip: 2 };
  return { encoding: wideOrder(head), skip: 0 };
}

/** UTF-16 without a mark: most letters of a contact file are Latin, so that every other byte is NUL. */
function wideOrder(head: Buffer): FileEncoding | null {
  const nuls = [0, 0];
  const pairs = Math.min(head.length, detectionBytes) >> 1;
  for (let at = 0; at < pairs * 2; at += 1) if (head[at] === 0) nuls[at & 1]! += 1;
  const [even = 0, odd = 0] = nuls;
  if (odd * 2 > pairs && even * 20 < pairs) return 'utf-16le';
  return even * 2 > pairs && odd * 20 < pairs ? 'utf-16be' : null;
}

/** A ZIP that is an Excel file; of another, its first entry tells (OpenDocument, Word); else opening it will. */
function isSpreadsheet(head: Buffer): boolean {
  if (!startsWith(head, [...ascii('PK'), 3, 4])) return false;
  const start = head.subarray(0, 300).toString('latin1');
  if (start.includes('opendocument'))
    throw refuse('This is an OpenDocument file (.ods or another of that kind).');
  return true;
}

const ascii = (text: string) => [...Buffer.from(text, 'latin1')];
const binaries: readonly (readonly [readonly number[], string])[] = [
  [
    [0xd0, 0xcf, 0x11, 0xe0],
    'This is an old Excel file (.xls), a workbook with a password, or another Office document.',
  ],
  [ascii('%PDF'), 'This is a PDF document.'],
  [[0x89, ...ascii('PNG')], 'This is a picture (PNG).'],
  [[0xff, 0xd8, 0xff], 'This is a picture (JPEG).'],
  [ascii('GIF8'), 'This is a picture (GIF).'],
  [ascii('RIFF'), 'This is a picture, a sound or a film.'],
  [ascii('BM\x00'), 'This is a picture (BMP).'],
  [[0x1f, 0x8b], 'This file is compressed (gzip).'],
  [ascii('7z\xbc\xaf'), 'This file is compressed (7-Zip).'],
  [ascii('Rar!'), 'This file is compressed (RAR).'],
  [ascii('SQLite format 3'), 'This is a database file.'],
  [ascii('{\\rtf'), 'This is a formatted text (RTF).'],
];

const documents: readonly (readonly [RegExp, string])[] = [
  // Also a piece of one: many programs' “Excel export” is a bare table.
  [
    /^<(?:!|(?:html|head|body|meta|title|style|script|table|thead|tbody|tr|td|div|span|p|pre|center|font|h\d|ul|ol)\b)/i,
    'This is a web page (HTML).',
  ],
  [/^<svg\b/i, 'This is a picture (SVG).'],
  [/^[[{]\s*(?:["{[\]}]|$)/, 'This is a JSON document.'],
  [/^BEGIN:VCALENDAR/i, 'This is a calendar (iCalendar).'],
  [
    /^(?:from|to|subject|date|received|return-path|delivered-to|message-id|mime-version|x-[\w-]+): .*\r?\n[\w-]+: /i,
    'This is an e-mail.',
  ],
];

/** Text has no NUL, and other control characters, but for line ends and the like, once in a hundred at most. */
function isText(text: string): boolean {
  let odd = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0) return false;
    if (code < 0x20 && !plainControls.includes(code)) odd += 1;
  }
  return odd * 100 <= text.length;
}

// Tab, LF, vertical tab, form feed, CR, and 0x1A, with which DOS ends a file.
const plainControls: readonly number[] = [9, 10, 11, 12, 13, 0x1a];

function startsWith(head: Buffer, magic: readonly number[]): boolean {
  return head.length >= magic.length && magic.every((byte, at) => head[at] === byte);
}

export const refuse = (what: string) =>
  new DirectoryError(
    'unsupported-file',
    `${what} Save the contacts as CSV (“CSV UTF-8” in a spreadsheet program), as an Excel workbook (.xlsx) or as vCard, and upload that file. Nothing was changed.`,
  );
