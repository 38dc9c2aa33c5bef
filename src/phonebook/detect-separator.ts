export type Separator = ',' | ';' | '\t' | '|';

const separators: readonly Separator[] = [',', ';', '\t', '|'];
const separatorsAsText: readonly string[] = separators;

/**
 * The character that divides a file's cells, from the beginning of its text. `;`, tab and `|` count when the whole file
 * uses them: each record does, or (`;` and tab) no record has a comma. Excel's first line `sep=;` decides by itself.
 */
export function detectSeparator(sample: string, isWhole: boolean): Separator {
  const said = /^sep=([,;\t|])\r?\n/i.exec(sample)?.[1];
  const named = separators.find((separator) => separator === said);
  if (named) return named;
  const counts = countSeparators(sample, isWhole);
  const everywhere = separators.filter(
    (_, at) => counts.length > 0 && counts.every((count) => count[at]! > 0),
  );
  const total = (separator: Separator) =>
    counts.reduce((sum, count) => sum + count[separators.indexOf(separator)]!, 0);
  // `|` is no habit of spreadsheets: it divides a file that uses it in each record, and none by its number alone.
  const candidates = everywhere.length > 0 ? everywhere : separators.filter((separator) => separator !== '|');
  return candidates.reduce((best, next) => (total(next) > total(best) ? next : best));
}

/** For each record that is not empty: how many of each separator stand outside quotes. */
function countSeparators(sample: string, isWhole: boolean): number[][] {
  const counts: number[][] = [];
  let count = [0, 0, 0, 0];
  let filled = false;
  let quoted = false;
  for (const character of sample) {
    if (character === '"') quoted = !quoted;
    if (quoted) continue;
    if (character === '\n' || character === '\r') {
      if (filled) counts.push(count);
      count = [0, 0, 0, 0];
      filled = false;
      continue;
    }
    filled = true;
    const at = separatorsAsText.indexOf(character);
    if (at >= 0) count[at]! += 1;
  }
  // The last record of a sample may be cut off.
  if (filled && (isWhole || counts.length === 0)) counts.push(count);
  return counts;
}
