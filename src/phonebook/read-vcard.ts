import type { CardLine } from './card-line.ts';
import type { RawProperty } from './collect-property.ts';
import { decodeProperty } from './decode-property.ts';
import { doubtAbout, withoutMarks } from './doubtful-text.ts';
import { entryLimits, entryTooLarge, fileLimits } from './limits.ts';
import { readCard } from './read-card.ts';
import { type FileRecord, tooManyRows } from './read-csv.ts';
import { splitVcards, type VcardPart } from './split-vcard.ts';

export interface VcardReader {
  /** The cards that are complete now. `isLast`: nothing follows. */
  read(chunk: Uint8Array, isLast: boolean): FileRecord[];
}

interface OpenCard {
  readonly row: number;
  readonly lines: CardLine[];
  characters: number;
  /** Why its letters may be wrong. */
  doubt: string | undefined;
  fault: string | null;
}

// A card inside a card inside a card: what is deeper is no agent's agent.
const deepest = 20;

/**
 * Reads the bytes of a file of vCards (RFC 2426, RFC 6350) piece by piece, and of vCard 2.1, which Outlook still writes.
 * `encoding` is that of lines that name none. `row` is the card's number in the file, from 1, by its BEGIN; each BEGIN
 * has its record. Ends with `too-large`.
 */
export function readVcards({ country, encoding }: { country: string; encoding: string }): VcardReader {
  const wide = /^utf-?16/i.test(encoding) ? new TextDecoder(encoding) : null;
  const charset = wide ? 'utf-8' : encoding;
  const open: OpenCard[] = [];
  let found: FileRecord[] = [];
  let row = 0;
  let isAgentNext = false;
  let isOutside = false;

  function nextRow(): number {
    row += 1;
    if (row > fileLimits.rows) throw tooManyRows();
    return row;
  }

  function reject(rejectedRow: number, reason: string): void {
    found.push({ row: rejectedRow, form: 'vcard', reading: { rejected: reason } });
  }

  /** `floor`: so many cards belong to whoever gave this part. */
  function take(part: VcardPart, floor: number): void {
    const isAgent = isAgentNext;
    isAgentNext = false;
    if (part === 'agent') isAgentNext = true;
    else if (part === 'begin') {
      rejectOutside();
      // A card that has no END ends where the next one begins.
      if (!isAgent || open.length >= deepest) while (open.length > floor) finish(open.pop());
      open.push({ row: nextRow(), lines: [], characters: 0, doubt: undefined, fault: null });
    } else if (part === 'end') {
      if (open.length > floor) finish(open.pop());
      else rejectOutside();
    } else if (part !== 'other') {
      const card = open.at(-1);
      if (!card) isOutside = true;
      else if (part.name === 'AGENT') takeAgent(part);
      else keepLine(card, part);
    }
  }

  function finish(card: OpenCard | undefined): void {
    if (!card) return;
    const reading = card.fault === null ? readCard(card.lines, country) : { rejected: card.fault };
    if (reading) found.push({ row: card.row, form: 'vcard', reading, doubt: card.doubt });
  }

  function rejectOutside(): void {
    if (isOutside) reject(nextRow(), 'It has no BEGIN:VCARD.');
    isOutside = false;
  }

  function rejectOpen(floor: number): void {
    while (open.length > floor) reject(open.pop()?.row ?? row, 'The card is cut off: it has no END:VCARD.');
  }

  function keepLine(card: OpenCard, property: RawProperty): void {
    if (card.fault !== null) return;
    const value = decodeProperty(property, charset);
    card.characters += value?.length ?? 0;
    if (value === null) card.fault = `Its ${property.name} has more than ${fileLimits.cell / 1024} KB.`;
    else if (card.lines.length >= entryLimits.values || card.characters > entryLimits.characters)
      card.fault = entryTooLarge('lines');
    else {
      card.doubt ??= doubtAbout([value]);
      card.lines.push(cardLine(property, withoutMarks(value)));
    }
  }

  /** vCard 2.1 puts the agent's card behind `AGENT:`, 3.0 into its value, escaped (RFC 2426, 3.5.4). 4.0 has none. */
  function takeAgent(agent: RawProperty): void {
    const value = decodeProperty(agent, charset);
    if (value === null) reject(nextRow(), `It is an AGENT of more than ${fileLimits.cell / 1024} KB.`);
    else if (value.trim() === '') isAgentNext = true;
    else if (/^\s*BEGIN:VCARD/i.test(value)) {
      const floor = open.length;
      const inner = value.replace(/\\(.)/gs, (_, mark: string) => (/n/i.test(mark) ? '\n' : mark));
      splitVcards((part) => take(part, floor))(Buffer.from(inner), true);
      rejectOpen(floor);
    }
  }

  const write = splitVcards((part) => take(part, 0));
  return {
    read: (chunk, isLast) => {
      const bytes = wide
        ? Buffer.from(wide.decode(chunk, { stream: !isLast }))
        : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
      found = [];
      write(bytes, isLast);
      if (isLast) {
        rejectOutside();
        rejectOpen(0);
      }
      return found;
    },
  };
}

function cardLine({ group, name, parameters }: RawProperty, value: string): CardLine {
  const types = parameters
    .map((parameter) => /^(?:TYPE=)?([^=]*)$/i.exec(parameter)?.[1] ?? '')
    .flatMap((list) => list.replaceAll('"', '').toLowerCase().split(','))
    .filter((type) => type !== '');
  return {
    group,
    name,
    types,
    preferred: types.includes('pref') || parameters.some((parameter) => /^PREF="?1"?$/i.test(parameter)),
    derived: parameters.some((parameter) => /^DERIVED="?TRUE"?$/i.test(parameter)),
    value,
  };
}
