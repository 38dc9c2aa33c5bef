import { wordedExtension } from './extension-words.ts';
import { keypadDigits } from './keypad.ts';

// The number itself, up to where its extension, another number or text begins.

/** What a numbering plan knows of typed digits; `plus`: a `+` stood before them. */
export interface NumberSense {
  /** A number by itself, after which another may follow. */
  isWhole(digits: string, plus: boolean): boolean;
  /** A number that people write with letters, when they are read by keypad. */
  isKeyed(digits: string, plus: boolean): boolean;
}

/** What `scanMain` reads; see ScannedNumber. */
export interface MainNumber {
  readonly plus: boolean;
  /** Letters as the keys that they stand on. */
  readonly digits: string;
  /** The place in `digits` of a zero in brackets behind a country code: `+44 (0)20`; -1: there is none. */
  readonly zeroAt: number;
  /** What a feature code such as `*72#` is dialled as; null: this is none. */
  readonly code: string | null;
  /** Where what stands behind it begins. */
  readonly end: number;
}

/** Reads the number that a text begins with; null where none begins. */
export function scanMain(text: string, sense: NumberSense): MainNumber | null {
  let plus = false;
  let digits = '';
  let zeroAt = -1;
  let code: string | null = null;
  let end = 0;
  let cut: number | null = null;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at]!;
    if (sign >= '0' && sign <= '9') {
      digits += sign;
      // No number of any kind is as long.
      if (digits.length > 40) return null;
      if (code !== null) code += sign;
      end = at + 1;
    } else if (sign === '+') {
      // `++44` is a slip, a `+` behind digits begins another number.
      if (digits !== '') break;
      plus = true;
    } else if (sign === '*' || sign === '#') {
      if (code === null && !beginsCode(text, at, digits)) break;
      code = (code ?? digits) + sign;
      end = at + 1;
    } else if (separators.includes(sign)) {
      if (breaks.includes(sign)) {
        if (digits.length >= shortestBefore && endsBefore(text, at, digits, plus, sense)) break;
        if (sign !== '/' && zeroAt < 0 && digits !== '' && bracketZero.test(text.slice(at, at + 8)))
          zeroAt = digits.length;
      }
      if (cut === null && digits.length >= fullLength) cut = findCut(text, at, digits, plus, sense);
      if (at === cut) break;
    } else {
      const keyed = code === null ? readKeys(text, at, digits, plus, sense) : null;
      if (keyed) ({ digits, end } = keyed);
      break;
    }
  }
  return digits === '' ? null : { plus, digits, zeroAt, code, end };
}

const separators = ' ()[]{}.~-/';
/** Where another number may begin, and not only another group of this one. */
const breaks = '([{/';
const bracketZero = /^.\s*0\s*[)\]}]/;
/** Fewer digits are no number after which another might stand. */
const shortestBefore = 3;

/** `*72`, `#31#…` and short ones such as `12#` and `50*2`; behind a longer number both signs lead to an extension. */
const beginsCode = (text: string, at: number, digits: string) =>
  digits === '' || (digits.length < 7 && (text[at] === '*' || /^#[\d*#]*$/.test(text.slice(at))));

/** Whether a bracket or slash parts two numbers, and not the groups of one: `030 5550152 / 0171 5550153`. */
function endsBefore(text: string, at: number, digits: string, plus: boolean, sense: NumberSense): boolean {
  const next = /^[([{/]\s*(?:\+|((?:[ ()[\]{}./-]*\d)+))/.exec(text.slice(at, at + 60));
  const more = next?.[1]?.replace(/\D/g, '') ?? '';
  const following = more.length;
  if (sense.isWhole(digits, plus)) return following <= 2 || following >= 6;
  if (sense.isWhole(digits + more, plus)) return false;
  const isApart = / \/ /.test(text.slice(at - 1, at + 2));
  const isFull = digits.replace(/^00/, '').length >= fullLength;
  // `040-1234567/8`: the last digit of a second number.
  const isLast = /^\/ ?\d\d?(?![\d ()[\]{}./-]*\d)/.test(text.slice(at));
  if (isFull && (isLast || (isApart && following >= fullLength))) return true;
  // Two internal numbers. An area code stands before a slash with its trunk zero.
  const isInternal = digits.length < fullLength && !digits.startsWith('0') && !plus;
  return isApart && isInternal && following === digits.length;
}

/**
 * Where a number ends whose plan has no room for all digits that follow, -1 where that is not so: before another whole
 * number (`512345678 512345679`), else behind the longest that is one (`010-12345678-801`, `… 0160 / 161`). In Germany
 * and Austria `-15` is a part of the number.
 */
function findCut(text: string, from: number, digits: string, plus: boolean, sense: NumberSense): number {
  const run = /^[\d ()[\]{}.~/-]*/.exec(text.slice(from, from + 60))?.[0] ?? '';
  const more = run.replace(/\D/g, '');
  if (more === '' || sense.isWhole(digits + more, plus)) return -1;
  let longest = -1;
  let another = -1;
  for (const { index, 0: between } of run.matchAll(/\D+/g)) {
    const before = run.slice(0, index).replace(/\D/g, '');
    if (before === more || !sense.isWhole(digits + before, plus)) continue;
    // Spaces part groups: of too many digits, nobody can tell which are the number.
    if (digits.length + more.length <= 15 || /[^ .]/.test(between)) longest = from + index;
    if (sense.isWhole(more.slice(before.length), false)) another = from + index;
  }
  return another >= 0 ? another : longest;
}

/** Where no plan tells, numbers with as many digits are taken for whole ones. */
export const fullLength = 7;

/** `1-800-FLOWERS`: words that the keys spell, as many as make a number. */
function readKeys(text: string, at: number, digits: string, plus: boolean, sense: NumberSense) {
  if (digits === '' || sense.isWhole(digits, plus) || wordedExtension.test(text.slice(at))) return null;
  const words = /^[a-z]+(?:[ .-]?[a-z\d]+)*/i.exec(text.slice(at, at + 40))?.[0] ?? '';
  for (
    let end = words.length;
    end > 0;
    end = Math.max(words.lastIndexOf(' ', end - 1), words.lastIndexOf('-', end - 1))
  ) {
    const piece = words.slice(0, end);
    if ((piece.match(/[a-z]/gi)?.length ?? 0) < 3) continue;
    const spelled = digits + keypadDigits(piece.toLowerCase());
    if (sense.isKeyed(spelled, plus)) return { digits: spelled, end: at + end };
  }
  return null;
}
