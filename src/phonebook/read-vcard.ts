import { DirectoryError } from '../domain/errors.ts';
import { fileLimits } from './limits.ts';
import { type CardLine, readCard } from './read-card.ts';
import { type FileRecord, type RecordReader, tooManyRows } from './read-csv.ts';

// Pictures and keys may be long, and nothing of them is wanted.
const unwanted = /^(?:[\w-]+\.)?(?:PHOTO|LOGO|SOUND|KEY)\b/i;

/** Reads a file of vCards (RFC 2426, RFC 6350) piece by piece. `row` is the card's number in the file, from 1. */
export function readVcards(): RecordReader {
  let rest = '';
  let line: string | null = null;
  let isSkipping = false;
  let card: CardLine[] | null = null;
  let row = 0;

  function physicalLine(text: string, found: FileRecord[]): void {
    if (/^[ \t]/.test(text)) {
      if (isSkipping || line === null) return;
      line += text.slice(1);
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
      const reading = card && readCard(card);
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
  return {
    name: name.replace(/^[\w-]+\./, '').toUpperCase(),
    types,
    preferred: types.includes('pref') || parameters.some((parameter) => /^PREF=1$/i.test(parameter)),
    value: text
      .slice(colon + 1)
      .replaceAll('\0', '')
      .toWellFormed(),
  };
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
