import { fullLength } from './scan-main.ts';
import type { ScannedNumber } from './scan-number.ts';

/**
 * The numbers of a text, and what is left over behind them. `scan` reads the one that a text begins with. Full numbers
 * follow each other, or internal ones of one length: `040-1234567/8` is a number and something else.
 */
export function splitNumbers(
  text: string,
  scan: (text: string) => ScannedNumber | null,
): { readonly numbers: readonly ScannedNumber[]; readonly rest: string } {
  const first = scan(text);
  if (!first) return { numbers: [], rest: text };
  const numbers = [first];
  const isAsLong = ({ digits }: ScannedNumber) =>
    digits.length >= fullLength || digits.length === first.digits.length;
  let rest = text.slice(first.end);
  while (rest !== '') {
    const joined = rest.replace(joint, '');
    const next = joined === rest && !/^[+(]/.test(rest) ? null : scan(joined);
    if (!next || !isAsLong(next)) break;
    numbers.push(next);
    rest = joined.slice(next.end);
  }
  return { numbers, rest: rest.trim() };
}

/** What stands between two numbers of one field. */
const joint =
  /^(?:\s*(?:[/;,|&]|:::)\s*|\s+(?:or|and|oder|und|ou|et|o|y|e|u|i|ili|или|и|eller|och|of|en|lub|nebo|veya|または)\s+|\s+)+/iu;
