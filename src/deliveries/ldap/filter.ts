import { type BerReader, MalformedBer, tags } from './ber-reader.ts';

/** A search filter (RFC 4511 4.5.1.7). Values are as sent; attribute names without options and in small letters. */
export type Filter =
  | { readonly kind: 'and' | 'or'; readonly filters: readonly Filter[] }
  | { readonly kind: 'not'; readonly filter: Filter }
  | {
      readonly kind: 'equal' | 'atLeast' | 'atMost' | 'approx';
      readonly attribute: string;
      readonly value: string;
    }
  | { readonly kind: 'present'; readonly attribute: string }
  | { readonly kind: 'substrings'; readonly attribute: string; readonly parts: Substrings }
  /** Extensible matches: neither true nor false for anybody. */
  | { readonly kind: 'undefined' };

/** A filter that looks at one attribute. */
export type Comparison = Exclude<Filter, { kind: 'and' | 'or' | 'not' | 'undefined' }>;

export interface Substrings {
  readonly initial: string | null;
  readonly any: readonly string[];
  readonly final: string | null;
}

const deepest = 32;
const most = 500;

/** Reads a filter; more than 500 parts, or 32 in one another, are refused as malformed. */
export function readFilter(reader: BerReader): Filter {
  let parts = 0;

  function read(from: BerReader, depth: number): Filter {
    parts += 1;
    if (depth > deepest || parts > most) throw new MalformedBer('The filter is too complicated.');
    const tag = from.peek();
    switch (tag) {
      case 0xa0:
      case 0xa1: {
        const inner = from.enter(tag);
        const filters: Filter[] = [];
        while (!inner.atEnd) filters.push(read(inner, depth + 1));
        return { kind: tag === 0xa0 ? 'and' : 'or', filters };
      }
      case 0xa2: {
        const inner = from.enter(tag);
        const filter = read(inner, depth + 1);
        if (!inner.atEnd) throw new MalformedBer('A negation holds one filter.');
        return { kind: 'not', filter };
      }
      case 0xa3:
        return { kind: 'equal', ...assertion(from.enter(tag)) };
      case 0xa4:
        return substrings(from.enter(tag));
      case 0xa5:
        return { kind: 'atLeast', ...assertion(from.enter(tag)) };
      case 0xa6:
        return { kind: 'atMost', ...assertion(from.enter(tag)) };
      case 0x87:
        return { kind: 'present', attribute: attributeName(from.text(0x87)) };
      case 0xa8:
        return { kind: 'approx', ...assertion(from.enter(tag)) };
      case 0xa9:
        from.skip();
        return { kind: 'undefined' };
      default:
        throw new MalformedBer('This kind of filter is unknown.');
    }
  }

  return read(reader, 0);
}

/** An attribute's name as it is compared: in small letters, without options (`;lang-en`). */
export function attributeName(sent: string): string {
  const option = sent.indexOf(';');
  return (option < 0 ? sent : sent.slice(0, option)).toLowerCase();
}

function assertion(reader: BerReader): { attribute: string; value: string } {
  const attribute = attributeName(reader.text(tags.octets));
  return { attribute, value: reader.text(tags.octets) };
}

function substrings(reader: BerReader): Filter {
  const attribute = attributeName(reader.text(tags.octets));
  const list = reader.enter(tags.sequence);
  let initial: string | null = null;
  let final: string | null = null;
  const any: string[] = [];
  while (!list.atEnd) {
    const tag = list.peek();
    const value = list.text(tag);
    if (tag === 0x80 && initial === null && any.length === 0) initial = value;
    else if (tag === 0x81 && final === null) any.push(value);
    else if (tag === 0x82 && final === null) final = value;
    else throw new MalformedBer('The parts of a text stand in the wrong order.');
  }
  if (initial === null && final === null && any.length === 0)
    throw new MalformedBer('A comparison of parts has none.');
  return { kind: 'substrings', attribute, parts: { initial, any, final } };
}
