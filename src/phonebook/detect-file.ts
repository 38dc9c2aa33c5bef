import { DirectoryError } from '../domain/errors.ts';

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be';

export interface DetectedFile {
  readonly kind: 'csv' | 'vcard';
  /** `utf-8` also stands for Windows-1252, which shows only further on, see decode-text.ts. */
  readonly encoding: Encoding;
  /** Bytes of the byte order mark. */
  readonly skip: number;
}

/** How many bytes from the file's beginning `detectFile` wants to see. */
export const detectionBytes = 4096;

/**
 * Tells from its first bytes what a file is. People upload spreadsheets, pictures and web pages by mistake: those end
 * with `unsupported-file` and say what to do, instead of becoming contacts.
 */
export function detectFile(head: Buffer): DetectedFile {
  const { encoding, skip } = byteOrder(head);
  for (const [magic, message] of binaries) if (startsWith(head, magic)) throw refuse(message);
  if (encoding === 'utf-8' && head.includes(0)) throw refuse('This file is not text.');
  const text = new TextDecoder(encoding).decode(head.subarray(skip)).trimStart();
  for (const [pattern, message] of documents) if (pattern.test(text)) throw refuse(message);
  return { kind: /^BEGIN:VCARD/i.test(text) ? 'vcard' : 'csv', encoding, skip };
}

function byteOrder(head: Buffer): { encoding: Encoding; skip: number } {
  if (startsWith(head, [0xef, 0xbb, 0xbf])) return { encoding: 'utf-8', skip: 3 };
  if (startsWith(head, [0xff, 0xfe])) return { encoding: 'utf-16le', skip: 2 };
  if (startsWith(head, [0xfe, 0xff])) return { encoding: 'utf-16be', skip: 2 };
  return { encoding: 'utf-8', skip: 0 };
}

const ascii = (text: string) => [...Buffer.from(text, 'latin1')];
const binaries: readonly (readonly [readonly number[], string])[] = [
  [
    [...ascii('PK'), 3, 4],
    'This is a spreadsheet file (Excel .xlsx or OpenDocument .ods) or another ZIP archive.',
  ],
  [[0xd0, 0xcf, 0x11, 0xe0], 'This is an old Excel file (.xls) or another Office document.'],
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
  [/^(?:<!--[\s\S]*?-->\s*)?<(?:!doctype\s+html|html|head|body)\b/i, 'This is a web page (HTML).'],
  [/^<\?xml\b/i, 'This is an XML document.'],
  [/^[[{]\s*(?:["{[\]}]|$)/, 'This is a JSON document.'],
  [/^BEGIN:VCALENDAR/i, 'This is a calendar (iCalendar).'],
];

function startsWith(head: Buffer, magic: readonly number[]): boolean {
  return head.length >= magic.length && magic.every((byte, at) => head[at] === byte);
}

const refuse = (what: string) =>
  new DirectoryError(
    'unsupported-file',
    `${what} Save the contacts as CSV (“CSV UTF-8” in a spreadsheet program) or as vCard, and upload that file. Nothing was changed.`,
  );
