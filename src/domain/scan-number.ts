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
  const tail = scanTail(text, main.end, main, sense);
  if (main.code === null && isCutOff(main, text.slice(tail.end)) && !sense.isWhole(main.digits, main.plus))
    return null;
  const withContext =
    tail.context === '' || main.plus ? main : { ...main, plus: true, digits: tail.context + main.digits };
  const { extension, end } = tail;
  return { ...withContext, extension, tail: tail.tail, text: text.slice(0, end).trim(), end };
}

/**
 * Whether what stands behind a piece of a number spoils it: letters that are joined to it (`+33 6 6X XX XX 83`, `12a`,
 * `1-800-FLOWERS` where nobody has such), and anything behind one with a country code (`+44 20 7946 O163`).
 */
const isCutOff = ({ plus }: MainNumber, behind: string) =>
  /^[-.]?\p{L}/u.test(behind) || (plus && /^\s+\p{L}+\d/u.test(behind));
