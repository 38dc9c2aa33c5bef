import { extensionBeforeWord, wordedExtension } from './extension-words.ts';
import { fullLength, type MainNumber, type NumberSense, scanMain } from './scan-main.ts';

// What belongs to a number behind its digits: extensions, pauses, the parameters of URIs.

const pause = /^ *(?:,+|;+|[wp]{1,3}) *([\d*#]*\d[\d*]*)#?/i;
// `;ext=12`, `;isub=…`, `;npdi`, `;oli=62` (RFC 3966 3, RFC 4694): of a tel URI and of a SIP URI's user part.
const parameter = /^;(?:([a-z][a-z\d-]*)=([^;\s]*)|npdi|lr|ob)(?=;|\s|$)/i;
const hashed = /^ ?(?:[#*](?=\d{1,10}(?!\d))|-(?=\d{1,6}(?!\d)))(\d+)#?(?![*#])/;
/** Behind fewer digits something else may be meant: `2x 212 555 0199`. */
const shortestWithExtension = 3;
const nothing = /^[\s().,;:#\]-]*$/;

/** Reads what belongs to the number that ends at `from`; `context` is the country code and more that a tel URI puts in front. */
export function scanTail(text: string, from: number, { digits }: MainNumber, sense: NumberSense) {
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
      const [all, dialled = ''] = waited;
      if (extension === null && tail === '' && /^\d{1,10}$/.test(dialled)) extension = dialled;
      else tail += all.trim();
      at += all.length;
      continue;
    }
    const worded: RegExpExecArray | null =
      extension === null
        ? (wordedExtension.exec(rest) ?? extensionBeforeWord.exec(rest) ?? hashed.exec(rest))
        : null;
    if (!worded) return { extension, tail, context, end: at };
    const isLast = at + worded[0].length === text.length;
    if (digits.length < shortestWithExtension && !isLast) return { extension, tail, context, end: at };
    extension = worded[1] ?? null;
    at += worded[0].length;
  }
}

/** `;07700900360` and `,07700 900360` are lists; `,0012025550111` is dialled after a pause. */
function beginsAnother(rest: string, sense: NumberSense): boolean {
  const listed = /^ *[;,]\s*/.exec(rest)?.[0];
  if (listed === undefined) return false;
  const next = scanMain(rest.slice(listed.length), sense);
  if (next === null) return false;
  // Nobody writes groups, or a trunk zero, into what is dialled after a pause.
  const isApart = listed.endsWith(' ') || next.plus || next.digits.length < next.end;
  if (isApart && next.digits.length >= fullLength) return true;
  return (listed.includes(';') || /^0[1-9]/.test(next.digits)) && sense.isWhole(next.digits, next.plus);
}
