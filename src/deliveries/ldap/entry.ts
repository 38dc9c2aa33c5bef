import type { IndexedContact } from '../../directory/phone-index/indexed-contact.ts';
import { type Reader, valuesOf } from './attributes.ts';
import { type BerWriter, createBerWriter } from './ber-writer.ts';
import { attributeName } from './filter.ts';
import type { Selection } from './selection.ts';
import { contactDn } from './tree.ts';

const scratch = createBerWriter();

/** A SearchResultEntry, without the message around it. */
export function encodeContact(
  contact: IndexedContact,
  { wanted, typesOnly }: Selection,
  reader: Reader,
): Buffer {
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
