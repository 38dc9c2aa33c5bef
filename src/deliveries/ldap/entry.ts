import type { IndexedContact } from '../../directory/phone-index/indexed-contact.ts';
import {
  type Attribute,
  attributeOf,
  attributes,
  operationalAttributes,
  type Reader,
  valuesOf,
} from './attributes.ts';
import { type BerWriter, createBerWriter } from './ber-writer.ts';
import { attributeName } from './filter.ts';
import { contactDn } from './tree.ts';

/** Attributes that a search wants, under the names it called them: some phones look for exactly what they asked for. */
export interface Selection {
  readonly wanted: readonly { readonly name: Buffer; readonly attribute: Attribute }[];
  readonly typesOnly: boolean;
}

const known = new Map<string, Selection>();

/** What a phone asks for is the same each time. */
export function selectionOf(sent: readonly string[], typesOnly: boolean): Selection {
  const key = `${typesOnly} ${sent.join(' ')}`;
  let selection = known.get(key);
  if (!selection) {
    selection = selectAttributes(sent, typesOnly);
    if (known.size >= 200) known.clear();
    known.set(key, selection);
  }
  return selection;
}

/** RFC 4511 4.5.1.8: nothing or `*` is everything but the operational ones, `+` those, `1.1` none; unknown names are ignored. */
function selectAttributes(sent: readonly string[], typesOnly: boolean): Selection {
  const wanted = new Map<string, { name: Buffer; attribute: Attribute }>();
  const want = (name: string, attribute: Attribute) => {
    const key = name.toLowerCase();
    if (!wanted.has(key)) wanted.set(key, { name: Buffer.from(name), attribute });
  };
  for (const name of sent) {
    const attribute = attributeOf(attributeName(name));
    if (attribute) want(name.split(';')[0]!, attribute);
  }
  if (sent.length === 0 || sent.includes('*')) for (const one of attributes) want(one.name, one);
  if (sent.includes('+')) for (const one of operationalAttributes) want(one.name, one);
  return { wanted: [...wanted.values()], typesOnly };
}

/** Writes a SearchResultEntry. */
export function writeContact(
  writer: BerWriter,
  messageId: number,
  contact: IndexedContact,
  selection: Selection,
  reader: Reader,
): void {
  writer.begin(0x30);
  writer.integer(messageId);
  writer.raw(encodedContact(contact, selection, reader));
  writer.end();
}

// Making an entry costs ten times as much as copying it, and phones see the same people over and over. A contact that
// changes is a new object, and so a new entry.
let entries = new WeakMap<IndexedContact, Map<string, Buffer>>();
let held = 0;
const mostHeld = 30_000;
const scratch = createBerWriter();
const selectionKeys = new WeakMap<Selection, number>();
let lastKey = 0;

function encodedContact(contact: IndexedContact, selection: Selection, reader: Reader): Buffer {
  let number = selectionKeys.get(selection);
  if (number === undefined) {
    lastKey += 1;
    number = lastKey;
    selectionKeys.set(selection, number);
  }
  const { numberFormat, nationalPrefix } = reader.device;
  const key = `${number} ${numberFormat} ${nationalPrefix} ${reader.country}`;
  const encoded = entries.get(contact)?.get(key);
  if (encoded) return encoded;
  if (held >= mostHeld) {
    entries = new WeakMap();
    held = 0;
  }
  const made = encode(contact, selection, reader);
  const forms = entries.get(contact) ?? new Map<string, Buffer>();
  entries.set(contact, forms.set(key, made));
  held += 1;
  return made;
}

function encode(contact: IndexedContact, { wanted, typesOnly }: Selection, reader: Reader): Buffer {
  scratch.begin(0x64);
  scratch.octets(contactDn(contact.id, contact.book));
  scratch.begin(0x30);
  for (const { name, attribute } of wanted) {
    const values = valuesOf(attribute, contact, reader);
    if (values.length > 0) writeAttribute(scratch, name, typesOnly ? [] : values);
  }
  scratch.end();
  scratch.end();
  return scratch.take();
}

function writeAttribute(writer: BerWriter, name: Buffer, values: readonly string[]): void {
  writer.begin(0x30);
  writer.octets(name);
  writer.begin(0x31);
  for (const value of values) writer.octets(value);
  writer.end();
  writer.end();
}

/** An entry that is no contact: the root, the subschema, the suffix, a book. */
export interface PlainEntry {
  readonly dn: string;
  readonly attributes: Readonly<Record<string, readonly string[]>>;
  /** Only given for `+` or by name. */
  readonly operational: Readonly<Record<string, readonly string[]>>;
}

export function writePlainEntry(
  writer: BerWriter,
  messageId: number,
  entry: PlainEntry,
  sent: readonly string[],
  typesOnly: boolean,
): void {
  const named = new Set(sent.map(attributeName));
  const chosen = [
    ...Object.entries(entry.attributes).filter(
      ([name]) => sent.length === 0 || named.has('*') || named.has(name.toLowerCase()),
    ),
    ...Object.entries(entry.operational).filter(([name]) => named.has('+') || named.has(name.toLowerCase())),
  ];
  writer.begin(0x30);
  writer.integer(messageId);
  writer.begin(0x64);
  writer.octets(entry.dn);
  writer.begin(0x30);
  for (const [name, values] of chosen) writeAttribute(writer, Buffer.from(name), typesOnly ? [] : values);
  writer.end();
  writer.end();
  writer.end();
}
