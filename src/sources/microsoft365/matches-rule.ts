import { foldText } from '../../domain/fold-text.ts';

/**
 * Whether a text is what a rule says, whatever its case and accents; `*` stands for any text, also none. Two pointers
 * instead of a regular expression: no rule can make it slow.
 */
export function matchesRule(text: string, rule: string): boolean {
  const value = foldText(text);
  const pattern = foldText(rule);
  let at = 0;
  let star = -1;
  let retry = 0;
  let next = 0;
  while (at < value.length) {
    if (pattern[next] === '*') {
      star = next;
      retry = at;
      next += 1;
    } else if (pattern[next] === value[at]) {
      at += 1;
      next += 1;
    } else if (star >= 0) {
      retry += 1;
      at = retry;
      next = star + 1;
    } else return false;
  }
  while (pattern[next] === '*') next += 1;
  return next === pattern.length;
}
