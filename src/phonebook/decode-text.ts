import iconv from 'iconv-lite';
import type { FileEncoding } from '../domain/file-encodings.ts';

export interface TextReader {
  write(chunk: Uint8Array): string;
  end(): string;
}

/**
 * Stands before a character that was read from a byte which is no UTF-8, so that the row that holds it can be told. A
 * noncharacter: no text has it of its own.
 */
export const doubtMark = '\ufdd0';

/** Text from bytes, piece by piece. In UTF-8, a byte that is none is read as Windows-1252 (with `marks`: behind a `doubtMark`). */
export function readText(encoding: FileEncoding, { marks = false } = {}): TextReader {
  if (encoding === 'utf-8') return readUtf8(marks ? doubtMark : '');
  if (encoding === 'utf-16le' || encoding === 'utf-16be') {
    const decoder = new TextDecoder(encoding);
    // What is left at the end is half a character: the file is cut off there.
    return { write: (chunk) => decoder.decode(chunk, { stream: true }), end: () => '' };
  }
  const decoder = iconv.getDecoder(encoding);
  return { write: (chunk) => decoder.write(bufferOf(chunk)), end: () => decoder.end() ?? '' };
}

const bufferOf = (chunk: Uint8Array) => Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);

function readUtf8(mark: string): TextReader {
  let rest: Buffer = Buffer.alloc(0);

  function decode(bytes: Buffer, isLast: boolean): string {
    const whole = isLast ? bytes.length : bytes.length - unfinished(bytes);
    const text = strictly(bytes.subarray(0, whole));
    rest = bytes.subarray(whole);
    return text ?? repaired(bytes.subarray(0, whole), mark);
  }

  return {
    write: (chunk) => decode(rest.length > 0 ? Buffer.concat([rest, chunk]) : bufferOf(chunk), false),
    end: () => decode(rest, true),
  };
}

function repaired(bytes: Buffer, mark: string): string {
  const pieces: string[] = [];
  for (let from = 0; from < bytes.length; ) {
    const bad = firstBad(bytes, from);
    pieces.push(bytes.subarray(from, bad).toString('utf8'));
    if (bad < bytes.length) pieces.push(mark, iconv.decode(bytes.subarray(bad, bad + 1), 'windows-1252'));
    from = bad + 1;
  }
  return pieces.join('');
}

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function strictly(bytes: Buffer): string | null {
  try {
    return strict.decode(bytes);
  } catch {
    return null;
  }
}

/** Bytes at the end that begin a character which the next chunk may finish. */
export function unfinished(bytes: Uint8Array): number {
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
    const length = characterLength(bytes, at);
    if (length === 0) return at;
    at += length;
  }
  return bytes.length;
}

/** How many bytes the UTF-8 character at this place has; 0 when there is none. */
export function characterLength(bytes: Uint8Array, at: number): number {
  const length = sequenceLength(bytes[at]!);
  if (length < 2) return length;
  if (at + length > bytes.length) return 0;
  const second = bytes[at + 1]!;
  const [least, most] = secondByte[bytes[at]!] ?? [0x80, 0xbf];
  if (second < least || second > most) return 0;
  for (let next = 2; next < length; next += 1) if ((bytes[at + next]! & 0xc0) !== 0x80) return 0;
  return length;
}

// RFC 3629, 4: after these, not every byte can be the second one.
const secondByte: Readonly<Record<number, readonly [number, number]>> = {
  224: [0xa0, 0xbf],
  237: [0x80, 0x9f],
  240: [0x90, 0xbf],
  244: [0x80, 0x8f],
};

/** 1 for ASCII, 2–4 for the first byte of a longer character, 0 for a byte inside one. */
function sequenceLength(byte: number): number {
  if (byte < 0x80) return 1;
  if (byte >= 0xc2 && byte <= 0xdf) return 2;
  if (byte >= 0xe0 && byte <= 0xef) return 3;
  if (byte >= 0xf0 && byte <= 0xf4) return 4;
  return 0;
}
