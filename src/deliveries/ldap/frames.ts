import { MalformedBer } from './ber-reader.ts';

/** Cuts what a socket delivers into whole messages. */
export interface Frames {
  /** Gives the messages that a chunk completes. Ends with `MalformedBer` at what cannot be the start of one, or is too long. */
  push(chunk: Buffer, give: (message: Buffer) => void): void;
  /** Bytes of a message that is not complete yet. */
  readonly pending: number;
}

export function createFrames(mostBytes: number): Frames {
  let parts: Buffer[] = [];
  let held = 0;
  /** How many bytes the message under way needs, as far as one can tell. */
  let needed = 0;

  return {
    get pending() {
      return held;
    },
    push: (chunk, give) => {
      let rest = chunk;
      if (held > 0) {
        parts.push(chunk);
        held += chunk.length;
        if (held < needed) return;
        rest = Buffer.concat(parts, held);
        parts = [];
        held = 0;
      }
      let at = 0;
      while (at < rest.length) {
        const length = messageLength(rest, at, mostBytes);
        if (length > rest.length - at) {
          needed = length;
          // A copy: a few bytes must not keep a whole chunk in memory.
          parts.push(Buffer.from(rest.subarray(at)));
          held = rest.length - at;
          return;
        }
        give(rest.subarray(at, at + length));
        at += length;
      }
    },
  };
}

/** The length of the message that starts here, or how many bytes it takes to tell. */
function messageLength(bytes: Buffer, at: number, mostBytes: number): number {
  // An HTTP client, say: it would wait for ever.
  if (bytes[at] !== 0x30) throw new MalformedBer('This is not LDAP.');
  const left = bytes.length - at;
  if (left < 2) return 2;
  const first = bytes[at + 1]!;
  if (first < 0x80) return 2 + first;
  const octets = first & 0x7f;
  if (octets === 0 || octets > 4) throw new MalformedBer('This form of length is not allowed.');
  if (left < 2 + octets) return 2 + octets;
  const length = 2 + octets + bytes.readUIntBE(at + 2, octets);
  if (length > mostBytes) throw new MalformedBer('The request is too long.');
  return length;
}
