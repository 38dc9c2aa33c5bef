import { isAscii } from 'node:buffer';
import { characterLength, unfinished } from './decode-text.ts';

export interface Utf8Tally {
  add(chunk: Uint8Array): void;
  /** What the whole file is, when no byte order mark says it. */
  encoding(): 'utf-8' | 'windows-1252';
}

/**
 * Whether a file is UTF-8 shows only at its end. A few bytes that are none do not make it another: a real UTF-8 letter
 * hardly ever comes about by chance, while one line pasted from elsewhere is common. Only where such bytes outnumber the
 * letters it is Windows-1252.
 */
export function tallyUtf8(): Utf8Tally {
  let letters = 0;
  let others = 0;
  let rest: Uint8Array = new Uint8Array(0);
  const count = (bytes: Uint8Array) => {
    for (let at = 0; at < bytes.length; ) {
      const length = characterLength(bytes, at);
      if (length === 0) others += 1;
      else if (length > 1) letters += 1;
      at += length || 1;
    }
  };
  return {
    add: (chunk) => {
      if (rest.length === 0 && isAscii(chunk)) return;
      const bytes = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
      const whole = bytes.length - unfinished(bytes);
      count(bytes.subarray(0, whole));
      rest = Uint8Array.from(bytes.subarray(whole));
    },
    encoding: () => (others + rest.length > letters ? 'windows-1252' : 'utf-8'),
  };
}
