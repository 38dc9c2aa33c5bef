import { extensionBeforeWord, wordedExtension } from './extension-words.ts';

// The grammar of a typed number: reads one number and stops where it ends. What only a numbering plan can tell is asked
// of `sense`, so that a form can check what was typed without the tables of all countries.

/** What a numbering plan knows of typed digits; `plus`: a `+` stood before them. */
export interface NumberSense {
  /** A number by itself, after which another may follow. */
  isWhole(digits: string, plus: boolean): boolean;
  /** A number that people write with letters, when they are read by keypad. */
  isKeyed(digits: string, plus: boolean): boolean;
}

export interface ScannedNumber {
  readonly plus: boolean;
  /** Letters as the keys that they stand on. */
  readonly digits: string;
  /** The place in `digits` of a zero in brackets behind a country code: `+44 (0)20`; -1: there is none. */
  readonly zeroAt: number;
  /** What a feature code such as `*72#` is dialled as; null: this is none. */
  readonly code: string | null;
  readonly extension: string | null;
  /** Further pauses with their digits, as a conference has them: `,,123456#`. */
  readonly tail: string;
  /** The number as it was typed, with what belongs to it. */
  readonly text: string;
  /** Where what stands behind it begins. */
  readonly end: number;
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

type Main = Pick<ScannedNumber, 'plus' | 'digits' | 'zeroAt' | 'code' | 'end'>;

function scanMain(text: string, sense: NumberSense): Main | null {
  let plus = false;
  let digits = '';
  let zeroAt = -1;
  let code: string | null = null;
  let end = 0;
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
    } else if (sign === '(' || sign === '[' || sign === '{' || sign === '/') {
      if (digits.length >= shortestBefore && endsBefore(text, at, digits, plus, sense)) break;
      if (sign !== '/' && zeroAt < 0 && digits !== '' && bracketZero.test(text.slice(at, at + 8)))
        zeroAt = digits.length;
    } else if (sign === '-') {
      if (isDashedExtension(text, at, digits, plus, sense)) break;
    } else if (sign === ' ') {
      if (endsAtSpace(text, at, digits, plus, sense)) break;
    } else if (!/[)\].}~]/.test(sign)) {
      const keyed = code === null ? readKeys(text, at, digits, plus, sense) : null;
      if (keyed) ({ digits, end } = keyed);
      break;
    }
  }
  return digits === '' ? null : { plus, digits, zeroAt, code, end };
}

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

/** `010-12345678-801`, where the plan has no room for more digits. In Germany and Austria `-15` is a part of the number. */
const isDashedExtension = (text: string, at: number, digits: string, plus: boolean, sense: NumberSense) => {
  if (digits.length < fullLength) return false;
  const more = /^-(\d{1,6})(?![\d()[\]{}./ -]*\d)/.exec(text.slice(at))?.[1];
  return more !== undefined && sense.isWhole(digits, plus) && !sense.isWhole(digits + more, plus);
};

/** `512345678 512345679`: too many digits for one number, and two by themselves. */
function endsAtSpace(text: string, at: number, digits: string, plus: boolean, sense: NumberSense): boolean {
  if (text.length <= 16 || digits.length < fullLength) return false;
  const [rest = ''] = /^[\d ()+.-]+/.exec(text.slice(at)) ?? [];
  const more = rest.replace(/\D/g, '');
  if (digits.length + more.length <= 15) return false;
  return sense.isWhole(digits, plus) && sense.isWhole(more, rest.trim().startsWith('+'));
}

/** Where no plan tells, numbers with as many digits are taken for whole ones. */
export const fullLength = 7;

/** The letters on a telephone's keys (ITU-T E.161). */
const keys = '22233344455566677778889999';

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
    const spelled =
      digits +
      piece
        .toLowerCase()
        .replace(/[a-z]/g, (letter) => keys[letter.charCodeAt(0) - 97]!)
        .replace(/\D/g, '');
    if (sense.isKeyed(spelled, plus)) return { digits: spelled, end: at + end };
  }
  return null;
}

const pause = /^ *(?:,+|;+|[wp]{1,3}) *([\d*#]*\d[\d*]*)#?/i;
// `;ext=12`, `;isub=…`, `;npdi`, `;oli=62` (RFC 3966 3, RFC 4694): of a tel URI and of a SIP URI's user part.
const parameter = /^;(?:([a-z][a-z\d-]*)=([^;\s]*)|npdi|lr|ob)(?=;|\s|$)/i;
const hashed = /^ ?(?:[#*](?=\d{1,10}(?!\d))|-(?=\d{1,6}(?!\d)))(\d+)#?(?![*#])/;
const nothing = /^[\s().,;:#\]-]*$/;

function scanTail(text: string, from: number, sense: NumberSense) {
  let at = from;
  let extension: string | null = null;
  let tail = '';
  let context = '';
  for (;;) {
    const rest = at === text.length ? '' : text.slice(at);
    if (rest === '' || nothing.test(rest)) return { extension, tail, context, end: text.length };
    const named = parameter.exec(rest);
    if (named) {
      const [all, name = '', value = ''] = named;
      if (name.toLowerCase() === 'ext')
        extension ??= /^[\d().-]{1,20}$/.test(value) ? value.replace(/\D/g, '') || null : null;
      if (name.toLowerCase() === 'phone-context' && /^\+\d/.test(value)) context = value.replace(/\D/g, '');
      at += all.length;
      continue;
    }
    const waited = pause.exec(rest);
    if (waited && !beginsAnother(rest, sense)) {
      const [all, digits = ''] = waited;
      if (extension === null && tail === '' && /^\d{1,10}$/.test(digits)) extension = digits;
      else tail += all.trim();
      at += all.length;
      continue;
    }
    const worded: RegExpExecArray | null =
      extension === null
        ? (wordedExtension.exec(rest) ?? extensionBeforeWord.exec(rest) ?? hashed.exec(rest))
        : null;
    if (!worded) return { extension, tail, context, end: at };
    extension = worded[1] ?? null;
    at += worded[0].length;
  }
}

/** `; 07700 900360` and `, 07700 900360` are lists; `,0012025550111` is dialled after a pause. */
function beginsAnother(rest: string, sense: NumberSense): boolean {
  const listed = /^ *(?:;|,(?= ))\s*/.exec(rest)?.[0];
  if (listed === undefined) return false;
  const next = scanMain(rest.slice(listed.length), sense);
  if (next === null) return false;
  const isApart = listed.endsWith(' ') || next.digits.length < next.end;
  return sense.isWhole(next.digits, next.plus) || (isApart && next.digits.length >= fullLength);
}

/** What stands between two numbers of one field. */
export const joint =
  /^(?:\s*(?:[/;,|&]|:::)\s*|\s+(?:or|and|oder|und|ou|et|o|y|e|u|i|ili|или|и|eller|och|of|en|lub|nebo|veya|または)\s+|\s+)+/iu;
