// A number as a plain keyboard has it, whatever it was typed, pasted or exported with.

/** No field of numbers has more characters; a longer text is none. */
const longestText = 500;

/** What of a text may be a number, with what is around it taken off; null: it is too long for one. */
export const numberText = (typed: string): string | null =>
  typed.length > longestText ? null : unwrapped(plainForm(typed));

/** The digits of a piece of a number. */
export const digitsOf = (piece: string): string => plainForm(piece).replace(/\D/g, '');

/**
 * Digits of other scripts, full-width signs, dashes, brackets, hard spaces and invisible marks as ASCII. Line breaks stay,
 * as `\n`: they part numbers.
 */
function plainForm(typed: string): string {
  if (/^[\u0020-\u007e]*$/.test(typed)) return typed.trim();
  return (
    typed
      // Not of ², ½ and ①, which would become digits.
      .replace(/[^\p{No}]+/gu, (part) => part.normalize('NFKC'))
      .replace(/[\p{Cf}\p{M}]/gu, '')
      .replace(/\p{Nd}/gu, (digit) => String(digitValue(digit)))
      // Japanese keyboards give the sound mark ー for a dash.
      .replace(/[\p{Pd}\u2212\u02d7\u30fc]/gu, '-')
      .replace(/[\u2215\u2044\u29f8]/g, '/')
      .replace(/[\u00b7\u2022\u2219\u22c5\u30fb]/g, '.')
      .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
      .replace(/[^\S\n]/g, ' ')
      .trim()
  );
}

// The ten digits of a script stand together in Unicode, from zero up, and every block starts at a multiple of 16 or 10.
function digitValue(digit: string): number {
  let value = 0;
  for (
    let code = digit.codePointAt(0)! - 1;
    value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code));
    code -= 1
  )
    value += 1;
  return value;
}

/**
 * Takes off what is around a number: a spreadsheet's `="…"` and `.0`, a name before `<…>`, the scheme and the host of a
 * SIP or tel URI (RFC 3261 19.1, RFC 3966), a label such as `Tel.:`.
 */
function unwrapped(plain: string): string {
  // Most numbers have nothing around them: one look tells.
  if (!/[^\d+ ()-]|^\(?\d{1,2}\)/.test(plain)) return plain;
  let text = plain
    .replace(/^="(.*)"$/, '$1')
    .replace(/^'(?=[+\d])/, '')
    .replace(/^[\p{So}\p{No}]+\s*/u, '')
    // A place in a list, or the digit for an outside line: `1) 050 …`, `9,+44 …`.
    .replace(/^(?:\(?\d{1,2}[).:,]\s*(?=\+)|[1-9]\d?\)\s*(?=\d))/, '')
    // The carrier that somebody in Brazil may choose: 0xx11 2345-6789.
    .replace(/^(\(?0)xx ?(?=\d\d)/i, '$1')
    .replace(/^(\+?\d+)\.0{1,2}$/, '$1');
  // `"Ada" <sip:1001@host>;tag=1`, and not `+44 20 7946 0164 <2>`.
  const address = /^(?:(?!\d{3}).)*<([^<>]*\d{3}[^<>]*)>(?:;.*)?$/su.exec(text)?.[1];
  text = (address ?? text.replace(/^"([^"]*)"$/, '$1')).trim();
  const scheme = /^(?:sips?|tel|callto|dial|sms|fax):(?:\/\/)?/i.exec(text)?.[0] ?? '';
  const named = scheme === '' ? text : unescaped(text.slice(scheme.length));
  const at = named.indexOf('@');
  // Behind the user part stand host and headers. Where there is no scheme, an e-mail address has letters in front.
  if (at > 0) return named.slice(0, at).replace(/:.*$/, '').trim();
  // A SIP URI may be a host alone, and a tel URI has no port.
  return /^sip/i.test(scheme) ? named.replace(/[:?].*$/, '') : named.replace(label, '');
}

const label =
  /^(?:(?:t[eé]l(?:[eé](?:phone|fono|foon|fone|fon))?|tlf|tfno|phone|ph|mob(?:ile|il)?|cel(?:l|ular)?|handy|gsm|fax|office|work|home|тел|моб|τηλ|电话|電話|전화)(?!\p{L})[\s.:]*|[tmpf][.:])\s*(?=[+(\d])/iu;

function unescaped(text: string): string {
  return text.replace(/%([2-7][0-9a-f])/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

/** A spreadsheet has thrown digits away: 4.47E+11. */
export const isShortened = (plain: string): boolean => /^[+-]?\d+(?:[.,]\d+)?e[+-]?\d+$/i.test(plain);
