import { foldText } from '../../domain/fold-text.ts';

/**
 * Whether a text is what one of these rules says, both folded: whatever its case and accents; `*` stands for any text,
 * also none. What the rules cost is paid once, so that a hundred of them may be held against a hundred thousand contacts.
 */
export function matchRules(
  rules: readonly string[],
  fold: (text: string) => string = foldText,
): (text: string) => boolean {
  if (rules.length === 0) return () => false;
  const folded = rules.filter((rule) => !saysLess(rule, fold)).map(fold);
  const exact = new Set(folded.filter((rule) => !rule.includes('*')));
  const patterns = folded.filter((rule) => rule.includes('*')).map((rule) => rule.split('*'));
  const signs = rules.filter((rule) => saysLess(rule, fold)).map((rule) => rule.trim().split('*'));
  return (text) => {
    const value = fold(text);
    return (
      exact.has(value) ||
      patterns.some((pieces) => matches(value, pieces)) ||
      signs.some((pieces) => matches(text.trim(), pieces))
    );
  };
}

/** Of `-*` folding would leave `*`, and everybody would be left out: such a rule is taken as it stands. */
const saysLess = (rule: string, fold: (text: string) => string): boolean =>
  /[^*\s]/.test(rule) && !/[^*]/.test(fold(rule));

/** Looks for the pieces one after the other instead of a regular expression: no rule can make it slow. */
function matches(value: string, pieces: readonly string[]): boolean {
  const first = pieces[0] ?? '';
  const last = pieces.at(-1) ?? '';
  const end = value.length - last.length;
  let at = first.length;
  if (end < at || !value.startsWith(first) || !value.endsWith(last)) return false;
  for (let next = 1; next < pieces.length - 1; next += 1) {
    const piece = pieces[next] ?? '';
    const found = value.indexOf(piece, at);
    if (found < 0 || found + piece.length > end) return false;
    at = found + piece.length;
  }
  return true;
}
