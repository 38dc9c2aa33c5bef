import { BerReader, MalformedBer, tags } from './ber-reader.ts';
import { type Filter, readFilter } from './filter.ts';

export interface Control {
  readonly oid: string;
  readonly critical: boolean;
  readonly value: Buffer | null;
}

export interface BindRequest {
  readonly kind: 'bind';
  readonly version: number;
  readonly name: string;
  /** null: another way than a password. */
  readonly password: string | null;
}

export interface SearchRequest {
  readonly kind: 'search';
  readonly base: string;
  readonly scope: 'base' | 'one' | 'sub';
  readonly sizeLimit: number;
  readonly timeLimitSeconds: number;
  readonly typesOnly: boolean;
  readonly filter: Filter;
  /** As sent. */
  readonly attributes: readonly string[];
}

export type Operation =
  | BindRequest
  | SearchRequest
  | { readonly kind: 'unbind' }
  | { readonly kind: 'abandon'; readonly messageId: number }
  | { readonly kind: 'compare'; readonly entry: string; readonly attribute: string; readonly value: string }
  | { readonly kind: 'extended'; readonly oid: string }
  /** Add, delete, modify, rename: answered with a refusal of this tag. */
  | { readonly kind: 'write'; readonly responseTag: number };

export interface Request {
  readonly messageId: number;
  readonly operation: Operation;
  readonly controls: readonly Control[];
}

/** Reads one whole LDAPMessage (RFC 4511 4.1.1). Ends with `MalformedBer`. */
export function readRequest(message: Buffer): Request {
  const envelope = new BerReader(message).enter(tags.sequence);
  const messageId = envelope.integer();
  if (messageId < 1 || messageId > 0x7fffffff) throw new MalformedBer('This is no message id.');
  const operation = readOperation(envelope);
  return {
    messageId,
    operation,
    controls: envelope.peek() === 0xa0 ? readControls(envelope.enter(0xa0)) : [],
  };
}

// The tags of what writes, and of the refusal to it.
const writes: Readonly<Record<number, number>> = { 104: 0x69, 74: 0x6b, 102: 0x67, 108: 0x6d };

function readOperation(envelope: BerReader): Operation {
  const tag = envelope.peek();
  switch (tag) {
    case 0x60:
      return readBind(envelope.enter(tag));
    case 0x42:
      return { kind: 'unbind' };
    case 0x63:
      return readSearch(envelope.enter(tag));
    case 0x50:
      return { kind: 'abandon', messageId: envelope.integer(tag) };
    case 0x6e: {
      const body = envelope.enter(tag);
      const entry = body.text(tags.octets);
      const assertion = body.enter(tags.sequence);
      return {
        kind: 'compare',
        entry,
        attribute: assertion.text(tags.octets),
        value: assertion.text(tags.octets),
      };
    }
    case 0x77:
      return { kind: 'extended', oid: envelope.enter(tag).text(0x80) };
    default: {
      const responseTag = writes[tag];
      if (responseTag === undefined) throw new MalformedBer('This operation is unknown.');
      envelope.skip();
      return { kind: 'write', responseTag };
    }
  }
}

function readBind(body: BerReader): BindRequest {
  const version = body.integer();
  const name = body.text(tags.octets);
  const password = body.peek() === 0x80 ? body.text(0x80) : null;
  return { kind: 'bind', version, name, password };
}

const scopes = ['base', 'one', 'sub'] as const;

function readSearch(body: BerReader): SearchRequest {
  const base = body.text(tags.octets);
  // `subordinate` (3) is a later addition that some libraries offer: as good as the whole tree.
  const scope = scopes[body.integer(tags.enumerated)] ?? 'sub';
  body.integer(tags.enumerated);
  const sizeLimit = body.integer();
  const timeLimitSeconds = body.integer();
  const typesOnly = body.boolean();
  const filter = readFilter(body);
  const attributes: string[] = [];
  if (!body.atEnd) {
    const list = body.enter(tags.sequence);
    while (!list.atEnd) attributes.push(list.text(tags.octets));
  }
  return { kind: 'search', base, scope, sizeLimit, timeLimitSeconds, typesOnly, filter, attributes };
}

function readControls(list: BerReader): Control[] {
  const controls: Control[] = [];
  while (!list.atEnd) {
    const one = list.enter(tags.sequence);
    const oid = one.text(tags.octets);
    const critical = one.peek() === tags.boolean ? one.boolean() : false;
    controls.push({ oid, critical, value: one.atEnd ? null : one.bytes(tags.octets) });
  }
  return controls;
}
