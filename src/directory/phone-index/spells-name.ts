import { keypadLetters } from '../../domain/keypad.ts';

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
    const key =
      code >= 97 && code <= 122 ? keypadLetters.charCodeAt(code - 97) : code >= 48 && code <= 57 ? code : 0;
    if (key === 0) continue;
    if (key !== digits.charCodeAt(spelled)) return false;
    spelled += 1;
  }
  return spelled === digits.length;
}
