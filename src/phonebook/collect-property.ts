import { fileLimits } from './limits.ts';

/** A property of a card as its bytes say it: unfolded, still in its transfer encoding. */
export interface RawProperty {
  /** `item1` of `item1.TEL`, lower case; '' when it has none. */
  readonly group: string;
  /** Upper case. */
  readonly name: string;
  /** As written, quotation marks included. */
  readonly parameters: readonly string[];
  readonly encoding: TransferEncoding;
  /** With an LF behind the `=` of each soft line break. `null`: longer than is read. */
  readonly value: Buffer | null;
}

export type TransferEncoding = 'none' | 'quoted-printable' | 'base64';

/** Quoted-printable makes three bytes of one. */
export const longestRaw = 3 * fileLimits.cell;

const softBreak = Buffer.from('\n');

/**
 * Collects one property, line by line. Of one that nobody reads only the parameters are looked at, because they say
 * where it ends.
 */
export function collectProperty(group: string, name: string, isRead: boolean) {
  let parts: Buffer[] = [];
  let bytes = 0;
  let parameters: readonly string[] | null = null;
  let encoding: TransferEncoding = 'none';
  let isQuotation = false;
  let isTooLong = false;
  let endsOpen = false;

  function keep(part: Buffer): void {
    bytes += part.length;
    if (bytes > longestRaw) {
      isTooLong = true;
      parts = [];
    } else if (part.length > 0 && !isTooLong) parts.push(part);
  }

  /** The colon that ends the parameters; one inside quotation marks does not. */
  function findColon(part: Buffer): number {
    for (let at = 0; at < part.length; at += 1) {
      if (part[at] === 0x22) isQuotation = !isQuotation;
      else if (part[at] === 0x3a && !isQuotation) return at;
    }
    return -1;
  }

  function openValue(head: string): void {
    parameters = (head.match(/(?:"[^"]*"|[^;])+/g) ?? []).slice(1);
    encoding = encodingOf(parameters);
    parts = [];
    bytes = 0;
    isTooLong = false;
  }

  function add(part: Buffer): void {
    const colon = parameters === null ? findColon(part) : -1;
    if (parameters === null) {
      keep(colon < 0 ? part : part.subarray(0, colon));
      if (colon < 0) return;
      openValue(Buffer.concat(parts).toString('latin1'));
    }
    const value = part.subarray(colon + 1);
    if (encoding === 'quoted-printable') endsOpen = endsWithEqualsSign(value, endsOpen);
    if (isRead) keep(value);
  }

  return {
    add,
    encoding: () => encoding,
    /** The line ends with a soft line break (RFC 2045, 6.7): the next one belongs to it, whatever stands there. */
    goesOn: () => endsOpen,
    addBehindSoftBreak: (part: Buffer) => {
      endsOpen = false;
      if (isRead) keep(softBreak);
      add(part);
    },
    /** `null`: it is no property. */
    close: (): RawProperty | null => {
      if (parameters === null) {
        // A single quotation mark, which vCard 2.1 has no meaning for.
        const whole = Buffer.concat(parts);
        const colon = whole.indexOf(0x3a);
        if (colon < 0) return null;
        openValue(whole.subarray(0, colon).toString('latin1'));
        keep(whole.subarray(colon + 1));
      }
      const value = isTooLong ? null : Buffer.concat(parts);
      return { group, name, parameters: parameters ?? [], encoding, value };
    },
  };
}

// vCard 2.1 also names the encoding alone: `N;QUOTED-PRINTABLE:`. `B` is 3.0's (RFC 2426, 4).
function encodingOf(parameters: readonly string[]): TransferEncoding {
  for (const parameter of parameters) {
    if (/^(?:ENCODING=)?"?QUOTED-PRINTABLE"?$/i.test(parameter)) return 'quoted-printable';
    if (/^(?:ENCODING="?B(?:ASE64)?"?|BASE64)$/i.test(parameter)) return 'base64';
  }
  return 'none';
}

/** Blanks at the end of a line are none of its text (RFC 2045, 6.7 (3)). */
function endsWithEqualsSign(part: Buffer, before: boolean): boolean {
  for (let at = part.length - 1; at >= 0; at -= 1)
    if (part[at] !== 0x20 && part[at] !== 0x09) return part[at] === 0x3d;
  return before;
}
