import { type MainNumber, type NumberSense, scanMain } from './scan-main.ts';
import { scanTail } from './scan-tail.ts';

// The grammar of a typed number: reads one number and stops where it ends. What only a numbering plan can tell is asked
// of `sense`, so that a form can check what was typed without the tables of all countries.

export interface ScannedNumber extends MainNumber {
  readonly extension: string | null;
  /** Further pauses with their digits, as a conference has them: `,,123456#`. */
  readonly tail: string;
  /** The number as it was typed, with what belongs to it. */
  readonly text: string;
}

/** Reads the number that `text` (plain and unwrapped) begins with; null where none begins. */
export function scanNumber(text: string, sense: NumberSense): ScannedNumber | null {
  const main = scanMain(text, sense);
  if (main === null) return null;
  const tail = scanTail(text, main.end, sense);
  // `+33 6 6X XX XX 83`, `12a`: a letter in the middle of digits is no end of a number.
  const isCut = tail.end === main.end && main.end < text.length && /^\p{L}/u.test(text.slice(main.end));
  if (isCut && main.code === null && !sense.isWhole(main.digits, main.plus)) return null;
  const withContext =
    tail.context === '' || main.plus ? main : { ...main, plus: true, digits: tail.context + main.digits };
  const { extension, end } = tail;
  return { ...withContext, extension, tail: tail.tail, text: text.slice(0, end).trim(), end };
}

/** What stands between two numbers of one field. */
export const joint =
  /^(?:\s*(?:[/;,|&]|:::)\s*|\s+(?:or|and|oder|und|ou|et|o|y|e|u|i|ili|или|и|eller|och|of|en|lub|nebo|veya|または)\s+|\s+)+/iu;
