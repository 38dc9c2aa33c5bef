import iconv from 'iconv-lite';
import type { Encoding } from './detect-file.ts';

export interface TextReader {
  write(chunk: Uint8Array): string;
  end(): string;
  /** What the text turned out to be. */
  encoding(): Encoding | 'windows-1252';
}

/**
 * Text from bytes, piece by piece. Bytes that are no UTF-8 are Windows-1252: from there on the whole file, when nothing
 * but ASCII came before; one by one, when real UTF-8 came before (several files pasted together).
 */
export function readText(encoding: Encoding): TextReader {
  if (encoding === 'utf-8') return readUtf8();
  const decoder = new TextDecoder(encoding);
  return {
    write: (chunk) => decoder.decode(chunk, { stream: true }),
    // What is left is half a character: the file is cut off there.
    end: () => '',
    encoding: () => encoding,
  };
}

function readUtf8(): TextReader {
  let rest: Buffer = Buffer.alloc(0);
  let found: 'ascii' | 'utf-8' | 'windows-1252' = 'ascii';

  function decode(bytes: Buffer, isLast: boolean): string {
    if (found === 'windows-1252') return windows(bytes);
    const whole = isLast ? bytes.length : bytes.length - unfinished(bytes);
    const part = bytes.subarray(0, whole);
    rest = bytes.subarray(whole);
    const text = strictly(part);
    if (text !== null) {
      if (found === 'ascii' && text.length !== part.length) found = 'utf-8';
      return text;
    }
    return repaired(bytes, isLast);
  }

  function repaired(bytes: Buffer, isLast: boolean): string {
    const pieces: string[] = [];
    let from = 0;
    while (from < bytes.length) {
      const bad = firstBad(bytes, from);
      const good = bytes.subarray(from, bad);
      const tail = bad === bytes.length && !isLast ? unfinished(good) : 0;
      const text = good.subarray(0, good.length - tail).toString('utf8');
      if (found === 'ascii' && text.length !== good.length - tail) found = 'utf-8';
      pieces.push(text);
      if (bad === bytes.length) {
        rest = good.subarray(good.length - tail);
        break;
      }
      if (found === 'ascii') {
        found = 'windows-1252';
        rest = Buffer.alloc(0);
        pieces.push(windows(bytes.subarray(bad)));
        break;
      }
      if (!isLast && bytes.length - bad <= unfinished(bytes)) {
        rest = bytes.subarray(bad);
        break;
      }
      pieces.push(windows(bytes.subarray(bad, bad + 1)));
      from = bad + 1;
      rest = Buffer.alloc(0);
    }
    return pieces.join('');
  }

  return {
    write: (chunk) =>
      decode(
        rest.length > 0
          ? Buffer.concat([rest, chunk])
          : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength),
        false,
      ),
    end: () => decode(rest, true),
    encoding: () => (found === 'windows-1252' ? 'windows-1252' : 'utf-8'),
  };
}

const windows = (bytes: Buffer) => iconv.decode(bytes, 'windows-1252');
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function strictly(bytes: Buffer): string | null {
  try {
    return strict.decode(bytes);
  } catch {
    return null;
  }
}

/** Bytes at the end that begin a character which the next chunk may finish. */
function unfinished(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const length = sequenceLength(bytes[bytes.length - back]!);
    if (length > back) return back;
    if (length > 0) return 0;
  }
  return 0;
}

/** Where the first byte stands that is no part of a UTF-8 character. */
function firstBad(bytes: Buffer, from: number): number {
  let at = from;
  while (at < bytes.length) {
    const length = sequenceLength(bytes[at]!);
    if (length === 1) at += 1;
    else if (length > 1 && at + length <= bytes.length && strictly(bytes.subarray(at, at + length)) !== null)
      at += length;
    else return at;
  }
  return bytes.length;
}

/** 1 for ASCII, 2–4 for the first byte of a longer character, 0 for a byte inside one. */
function sequenceLength(byte: number): number {
  if (byte < 0x80) return 1;
  if (byte >= 0xc2 && byte <= 0xdf) return 2;
  if (byte >= 0xe0 && byte <= 0xef) return 3;
  if (byte >= 0xf0 && byte <= 0xf4) return 4;
  return 0;
}
