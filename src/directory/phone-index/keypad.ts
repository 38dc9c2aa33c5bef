// The letters that a telephone prints on its keys (ITU-T E.161).
const keys = '22233344455566677778889999';

/** A folded name as one types it on a keypad: no spaces, `müller` folded to `muller` is 685537. Other signs are left out. */
export function keypadDigits(folded: string): string {
  let digits = '';
  for (let at = 0; at < folded.length; at += 1) {
    const code = folded.charCodeAt(at);
    if (code >= 97 && code <= 122) digits += keys[code - 97];
    else if (code >= 48 && code <= 57) digits += folded[at];
  }
  return digits;
}

/**
 * Whether these digits spell the beginning of one of the words of a folded name, which stands in UTF-8 between two
 * places; spelling may go on into the next words.
 */
export function spellsName(bytes: Uint8Array, start: number, end: number, digits: string): boolean {
  for (let at = start; at < end; at += 1)
    if ((at === start || bytes[at - 1] === 32) && spellsFrom(bytes, at, end, digits)) return true;
  return false;
}

function spellsFrom(bytes: Uint8Array, start: number, end: number, digits: string): boolean {
  let spelled = 0;
  for (let at = start; at < end && spelled < digits.length; at += 1) {
    const code = bytes[at]!;
    const key = code >= 97 && code <= 122 ? keys.charCodeAt(code - 97) : code >= 48 && code <= 57 ? code : 0;
    if (key === 0) continue;
    if (key !== digits.charCodeAt(spelled)) return false;
    spelled += 1;
  }
  return spelled === digits.length;
}
