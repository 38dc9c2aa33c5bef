/** Writes elements one after the other into one buffer that grows. */
export interface BerWriter {
  /** Opens a constructed element; `end` closes the innermost one. */
  begin(tag: number): void;
  end(): void;
  octets(value: string | Buffer, tag?: number): void;
  integer(value: number, tag?: number): void;
  boolean(value: boolean, tag?: number): void;
  /** A whole LDAPMessage around an operation that was written before and stands between two places. */
  message(id: number, bytes: Buffer, start: number, end: number): void;
  readonly length: number;
  /** Everything so far, as a copy; the writer is empty afterwards. */
  take(): Buffer;
  /** Gives away everything so far; the writer is empty afterwards. `done`: to be called when the bytes are needed no more. */
  give(to: (bytes: Buffer, done?: () => void) => void): void;
}

// A writer holds memory only between its first element and `take`: thousands of connections share a few buffers.
const spare: Buffer[] = [];
const nothing = Buffer.alloc(0);
const mostSpare = 16;

export function createBerWriter(): BerWriter {
  let buffer: Buffer = nothing;
  let at = 0;
  const open: number[] = [];

  function need(bytes: number): void {
    if (at + bytes <= buffer.length) return;
    if (buffer === nothing) buffer = spare.pop() ?? Buffer.allocUnsafe(32_768);
    if (at + bytes <= buffer.length) return;
    const grown = Buffer.allocUnsafe(Math.max(buffer.length * 2, at + bytes));
    buffer.copy(grown, 0, 0, at);
    buffer = grown;
  }

  /** The length of what was written from `start` goes before it, where one octet was kept free. */
  function putLength(start: number): void {
    const length = at - start;
    if (length < 0x80) {
      buffer[start - 1] = length;
      return;
    }
    const octets = length < 0x100 ? 1 : length < 0x10000 ? 2 : 3;
    need(octets);
    buffer.copyWithin(start + octets, start, at);
    buffer[start - 1] = 0x80 | octets;
    buffer.writeUIntBE(length, start, octets);
    at += octets;
  }

  function octets(value: string | Buffer, tag = 0x04): void {
    if (typeof value === 'string') {
      need(2 + value.length * 3 + 3);
      buffer[at] = tag;
      at += 2;
      const start = at;
      at += writeText(buffer, value, at);
      putLength(start);
      return;
    }
    need(2 + value.length + 3);
    buffer[at] = tag;
    at += 2;
    const start = at;
    at += value.copy(buffer, at);
    putLength(start);
  }

  function integer(value: number, tag = 0x02): void {
    need(8);
    const size = integerSize(value);
    buffer[at] = tag;
    buffer[at + 1] = size;
    buffer.writeIntBE(value, at + 2, size);
    at += 2 + size;
  }

  function copy(): Buffer {
    const taken = Buffer.from(buffer.subarray(0, at));
    putBack(buffer);
    return taken;
  }

  function empty(): void {
    at = 0;
    open.length = 0;
    buffer = nothing;
  }

  return {
    begin: (tag) => {
      need(2);
      buffer[at] = tag;
      at += 2;
      open.push(at);
    },
    end: () => {
      const start = open.pop();
      if (start === undefined) throw new Error('No element is open.');
      putLength(start);
    },
    octets,
    integer,
    boolean: (value, tag = 0x01) => {
      need(3);
      buffer[at] = tag;
      buffer[at + 1] = 1;
      buffer[at + 2] = value ? 0xff : 0;
      at += 3;
    },
    message: (id, bytes, start, end) => {
      const length = 2 + integerSize(id) + end - start;
      need(length + 5);
      buffer[at] = 0x30;
      if (length < 0x80) {
        buffer[at + 1] = length;
        at += 2;
      } else {
        const octets = length < 0x100 ? 1 : length < 0x10000 ? 2 : 3;
        buffer[at + 1] = 0x80 | octets;
        buffer.writeUIntBE(length, at + 2, octets);
        at += 2 + octets;
      }
      integer(id);
      at += bytes.copy(buffer, at, start, end);
    },
    get length() {
      return at;
    },
    take: () => {
      const taken = copy();
      empty();
      return taken;
    },
    give: (to) => {
      const [whole, length] = [buffer, at];
      // Who does not take a short answer should not keep a long buffer.
      const bytes = length < 2_048 ? copy() : whole.subarray(0, length);
      empty();
      if (length < 2_048) to(bytes);
      else to(bytes, () => putBack(whole));
    },
  };
}

function putBack(buffer: Buffer): void {
  if (buffer !== nothing && buffer.length <= 1_048_576 && spare.length < mostSpare) spare.push(buffer);
}

const integerSize = (value: number) =>
  value >= -0x80 && value < 0x80
    ? 1
    : value >= -0x8000 && value < 0x8000
      ? 2
      : value >= -0x800000 && value < 0x800000
        ? 3
        : 4;

/** Most values are short and plain: a loop beats the call into C++. Falls back at the first character that is not ASCII. */
function writeText(buffer: Buffer, text: string, start: number): number {
  if (text.length > 48) return buffer.write(text, start, 'utf8');
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code >= 0x80) return buffer.write(text, start, 'utf8');
    buffer[start + index] = code;
  }
  return text.length;
}
