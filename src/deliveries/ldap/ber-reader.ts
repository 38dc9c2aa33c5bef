/** The bytes are not what LDAP allows (RFC 4511 5.1). */
export class MalformedBer extends Error {
  override readonly name = 'MalformedBer';
}

/** Reads elements one after the other from part of a buffer. */
export interface BerReader {
  readonly atEnd: boolean;
  /** The tag of the next element; -1 at the end. */
  peek(): number;
  /** The next element's content, to be read on. */
  enter(tag: number): BerReader;
  /** The next element's content as it is. Not a copy. */
  bytes(tag: number): Buffer;
  text(tag: number): string;
  integer(tag?: number): number;
  boolean(tag?: number): boolean;
  /** Leaves out one element, whatever it is. */
  skip(): void;
}

export const tags = {
  boolean: 0x01,
  integer: 0x02,
  octets: 0x04,
  null: 0x05,
  enumerated: 0x0a,
  sequence: 0x30,
  set: 0x31,
} as const;

export function readBer(buffer: Buffer, start = 0, end = buffer.length): BerReader {
  let at = start;
  /** Moves to the content of the next element and returns where it ends. */
  function open(tag: number): number {
    if (at >= end || buffer[at] !== tag) throw new MalformedBer('Another kind of element was expected.');
    return openAny();
  }
  function openAny(): number {
    if (at + 2 > end) throw new MalformedBer('The message ends within an element.');
    const first = buffer[at + 1]!;
    at += 2;
    let length = first;
    if (first >= 0x80) {
      const octets = first & 0x7f;
      if (octets === 0 || octets > 4) throw new MalformedBer('This form of length is not allowed.');
      if (at + octets > end) throw new MalformedBer('The message ends within a length.');
      length = buffer.readUIntBE(at, octets);
      at += octets;
    }
    if (length > end - at) throw new MalformedBer('An element is longer than what holds it.');
    return at + length;
  }
  function integer(tag: number): number {
    const stop = open(tag);
    const length = stop - at;
    if (length < 1 || length > 6) throw new MalformedBer('A number is too long.');
    const value = buffer.readIntBE(at, length);
    at = stop;
    return value;
  }
  return {
    get atEnd() {
      return at >= end;
    },
    peek: () => (at < end ? buffer[at]! : -1),
    enter: (tag) => {
      const stop = open(tag);
      const inner = readBer(buffer, at, stop);
      at = stop;
      return inner;
    },
    bytes: (tag) => {
      const stop = open(tag);
      const content = buffer.subarray(at, stop);
      at = stop;
      return content;
    },
    text: (tag) => {
      const stop = open(tag);
      const content = buffer.toString('utf8', at, stop);
      at = stop;
      return content;
    },
    integer: (tag = tags.integer) => integer(tag),
    boolean: (tag = tags.boolean) => {
      const stop = open(tag);
      if (stop - at !== 1) throw new MalformedBer('A boolean has one octet.');
      const value = buffer[at] !== 0;
      at = stop;
      return value;
    },
    skip: () => {
      at = openAny();
    },
  };
}
