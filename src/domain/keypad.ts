/** The key of each letter, from a to z, that a telephone prints on its keys (ITU-T E.161). */
export const keypadLetters = '22233344455566677778889999';

/** A folded text as one types it on a keypad: no spaces, `müller` folded to `muller` is 685537. Other signs are left out. */
export function keypadDigits(folded: string): string {
  let digits = '';
  for (let at = 0; at < folded.length; at += 1) {
    const code = folded.charCodeAt(at);
    if (code >= 97 && code <= 122) digits += keypadLetters[code - 97];
    else if (code >= 48 && code <= 57) digits += folded[at];
  }
  return digits;
}
