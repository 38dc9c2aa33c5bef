/** The bytes are not what LDAP allows (RFC 4511 5.1). */
export class MalformedBer extends Error {
  override readonly name = 'MalformedBer';
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

/**
 * Reads elements one after the other from part of a buffer. A class, because requests are many and small: objects with
 * a getter of their own cost the engine a hidden class each, which is most of what reading a request took.
 */
export class BerReader {
  private readonly buffer: Buffer;
  private readonly end: number;
  private at: number;

  constructor(buffer: Buffer, start = 0, end = buffer.length) {
    this.buffer = buffer;
    this.at = start;
    this.end = end;
  }

  get atEnd(): boolean {
    return this.at >= this.end;
  }

  /** The tag of the next element; -1 at the end. */
  peek(): number {
    return this.at < this.end ? this.buffer[this.at]! : -1;
  }

  /** The next element's content, to be read on. */
  enter(tag: number): BerReader {
    const stop = this.open(tag);
    const inner = new BerReader(this.buffer, this.at, stop);
    this.at = stop;
    return inner;
  }

  /** The next element's content as it is. Not a copy. */
  bytes(tag: number): Buffer {
    const stop = this.open(tag);
    const content = this.buffer.subarray(this.at, stop);
    this.at = stop;
    return content;
  }

  text(tag: number): string {
    const stop = this.open(tag);
    const content = textOf(this.buffer, this.at, stop);
    this.at = stop;
    return content;
  }

  integer(tag: number = tags.integer): number {
    const stop = this.open(tag);
    const length = stop - this.at;
    if (length < 1 || length > 6) throw new MalformedBer('A number is too long.');
    const value = length === 1 ? this.buffer.readInt8(this.at) : this.buffer.readIntBE(this.at, length);
    this.at = stop;
    return value;
  }

  boolean(tag: number = tags.boolean): boolean {
    const stop = this.open(tag);
    if (stop - this.at !== 1) throw new MalformedBer('A boolean has one octet.');
    const value = this.buffer[this.at] !== 0;
    this.at = stop;
    return value;
  }

  /** Leaves out one element, whatever it is. */
  skip(): void {
    this.at = this.openAny();
  }

  /** Moves to the content of the next element and returns where it ends. */
  private open(tag: number): number {
    if (this.at >= this.end || this.buffer[this.at] !== tag)
      throw new MalformedBer('Another kind of element was expected.');
    return this.openAny();
  }

  private openAny(): number {
    const { buffer, end } = this;
    if (this.at + 2 > end) throw new MalformedBer('The message ends within an element.');
    let length = buffer[this.at + 1]!;
    this.at += 2;
    if (length >= 0x80) {
      const octets = length & 0x7f;
      if (octets === 0 || octets > 4) throw new MalformedBer('This form of length is not allowed.');
      if (this.at + octets > end) throw new MalformedBer('The message ends within a length.');
      length = buffer.readUIntBE(this.at, octets);
      this.at += octets;
    }
    if (length > end - this.at) throw new MalformedBer('An element is longer than what holds it.');
    return this.at + length;
  }
}

/** Names and values are mostly short and plain: a loop beats the call into C++. */
function textOf(buffer: Buffer, start: number, end: number): string {
  if (end - start > 12) return buffer.toString('utf8', start, end);
  let text = '';
  for (let at = start; at < end; at += 1) {
    const code = buffer[at]!;
    if (code >= 0x80) return buffer.toString('utf8', start, end);
    text += String.fromCharCode(code);
  }
  return text;
}
