import iconv from 'iconv-lite';
import { DirectoryError } from '../domain/errors.ts';
import { readText } from './decode-text.ts';
import { fileLimits } from './limits.ts';
import { type CardLine, readCard } from './read-card.ts';
import { type FileRecord, type RecordReader, tooManyRows } from './read-csv.ts';

// Pictures and keys may be long, and nothing of them is wanted.
const unwanted = /^(?:[\w-]+\.)?(?:PHOTO|LOGO|SOUND|KEY)\b/i;

/**
 * Reads a file of vCards (RFC 2426, RFC 6350) piece by piece, and of vCard 2.1, which Outlook still writes. `row` is the card's number in the file, from 1.
 */
export function readVcards(country: string): RecordReader {
  let rest = '';
  let line: string | null = null;
  let isSkipping = false;
  let card: CardLine[] | null = null;
  let row = 0;

  function physicalLine(text: string, found: FileRecord[]): void {
    const isCut = line?.endsWith('=') && quotedPrintable.test(line);
    if (isCut || /^[ \t]/.test(text)) {
      if (isSkipping || line === null) return;
      line = isCut ? line.slice(0, -1) + text : line + text.slice(1);
      if (line.length > fileLimits.cell) throw tooLong(row);
      return;
    }
    if (line !== null) logicalLine(line, found);
    isSkipping = unwanted.test(text);
    line = isSkipping ? null : text;
  }

  function logicalLine(text: string, found: FileRecord[]): void {
    if (/^BEGIN:VCARD\s*$/i.test(text)) {
      card = [];
      row += 1;
      if (row > fileLimits.rows) throw tooManyRows();
    } else if (/^END:VCARD\s*$/i.test(text)) {
      const reading = card && readCard(card, country);
      if (reading) found.push({ row, form: 'vcard', reading });
      card = null;
    } else if (card) {
      const parsed = cardLine(text);
      if (parsed) card.push(parsed);
    }
  }

  return {
    read: (text, isLast) => {
      const found: FileRecord[] = [];
      const lines = (rest + text).split(/\r\n|\n/);
      rest = isLast ? '' : (lines.pop() ?? '');
      if (rest.length > 16 * fileLimits.cell) throw tooLong(row);
      for (const each of lines) physicalLine(each, found);
      if (isLast) {
        if (line !== null) logicalLine(line, found);
        if (card)
          found.push({
            row,
            form: 'vcard',
            reading: { rejected: 'The card is cut off: it has no END:VCARD.' },
          });
      }
      return found;
    },
  };
}

function cardLine(text: string): CardLine | null {
  const colon = valueStart(text);
  if (colon < 0) return null;
  const [name = '', ...parameters] = text.slice(0, colon).split(';');
  const types = parameters
    .map((parameter) => /^(?:TYPE=)?([^=]*)$/i.exec(parameter)?.[1] ?? '')
    .flatMap((list) => list.replaceAll('"', '').toLowerCase().split(','))
    .filter((type) => type !== '');
  const value = text.slice(colon + 1);
  return {
    name: name.replace(/^[\w-]+\./, '').toUpperCase(),
    types,
    preferred: types.includes('pref') || parameters.some((parameter) => /^PREF=1$/i.test(parameter)),
    value: (quotedPrintable.test(text) ? unquoted(value, parameters) : value)
      .replaceAll('\0', '')
      .toWellFormed(),
  };
}

// vCard 2.1: `NOTE;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:` (RFC 2045, 6.7). A `=` at the end of a line joins the next.
const quotedPrintable = /^[^:]*;(?:ENCODING=)?QUOTED-PRINTABLE[;:]/i;

function unquoted(value: string, parameters: readonly string[]): string {
  const named = parameters.map((parameter) => /^CHARSET="?([^"]*)/i.exec(parameter)?.[1]).find(Boolean);
  const charset = named && iconv.encodingExists(named) ? named : 'utf-8';
  return value.replace(/(?:=[\da-f]{2})+/gi, (run) => {
    const bytes = Buffer.from(run.replaceAll('=', ''), 'hex');
    if (!/^utf-?8$/i.test(charset)) return iconv.decode(bytes, charset);
    const text = readText('utf-8');
    return text.write(bytes) + text.end();
  });
}

/** The colon that ends the parameters; one inside quotation marks does not. */
function valueStart(text: string): number {
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '"') quoted = !quoted;
    else if (text[at] === ':' && !quoted) return at;
  }
  return -1;
}

const tooLong = (row: number) =>
  new DirectoryError(
    'too-large',
    `Card ${row} of this file has a line of more than 64 KB. Correct it and upload the file again. Nothing was changed.`,
  );
