import { type Columns, type ColumnType, columnNames, rowWriter } from '../database/binary-rows.ts';
import { copyRows } from '../database/bulk-transaction.ts';
import type { Db, Trx } from '../database/connect.ts';
import type { TenantId } from '../domain/ids.ts';
import { publishedColumns } from './publish-contacts-rows.ts';
import type { NumberRow, Origin, PublishedRow } from './published-row.ts';
import { addIfWorthIt } from './search/add-segment.ts';
import { segmentBits } from './search/segment-bits.ts';
import { type SignatureWriter, signatureWriter } from './search/signature.ts';

// Contacts that were never published, as COPY takes them. They can be encoded before anybody knows whether they will be
// stored, while the database is busy. publish-contacts.ts alone may store them.

/** Contacts of one origin, one behind the other. */
export interface EncodedContacts {
  add(row: PublishedRow, numbers: readonly NumberRow[]): void;
  readonly count: () => number;
  /** Makes the bits for the search index, should all of them be stored. */
  sign(): void;
  /** What has been added, for `addEncoded`. */
  readonly take: () => Taken;
}

interface Taken {
  readonly contacts: Buffer;
  readonly contactEnds: readonly number[];
  /** Where, from the beginning of each contact, its slot ends. */
  readonly slotEnd: number;
  readonly numbers: Buffer;
  readonly numberEnds: readonly number[];
  readonly signatures: SignatureWriter;
  readonly bits: Buffer | null;
}

export function encodeContacts(tenantId: TenantId, { book, ownerId, sourceId }: Origin): EncodedContacts {
  const contacts = rowWriter(contactColumns, {
    columns: originColumns,
    row: {
      tenant_id: tenantId,
      version: Math.floor((Date.now() - firstVersionAt) / 1000),
      book,
      owner_id: ownerId,
      source_id: sourceId,
      slot: 0,
    },
  });
  const numbers = rowWriter(numberColumns, { columns: tenantColumn, row: { tenant_id: tenantId } });
  const signatures = signatureWriter();
  const contactEnds: number[] = [];
  const numberEnds: number[] = [];
  let bits: Buffer | null = null;
  return {
    add(row, rowNumbers) {
      contacts.add(row);
      contactEnds.push(contacts.length());
      for (const number of rowNumbers) numbers.add(number);
      numberEnds.push(numbers.length());
      signatures.add(row.search_text, { sourceId, ownerId });
    },
    count: () => contactEnds.length,
    sign() {
      bits = segmentBits(signatures.take());
    },
    take: () => ({
      contacts: contacts.take(),
      contactEnds,
      slotEnd: contacts.fixedEnd,
      numbers: numbers.take(),
      numberEnds,
      signatures,
      bits,
    }),
  };
}

/** Publishes contacts, by their places among the encoded, in a `bulkTransaction`. */
export async function addEncoded(
  trx: Db | Trx,
  tenantId: TenantId,
  encoded: EncodedContacts,
  some: readonly number[],
): Promise<void> {
  if (some.length === 0) return;
  const taken = encoded.take();
  const bits = some.length === taken.contactEnds.length ? taken.bits : null;
  const slots = await addIfWorthIt(trx, tenantId, taken.signatures.take(some), bits ?? undefined);
  await copyRows(trx, 'contact', contactNames, withSlots(taken, some, slots));
  await copyRows(trx, 'contact_number', numberNames, pieces(taken.numbers, taken.numberEnds, some));
}

// The slot is a field of eight bytes behind their length: 0 until it is known.
const noSlot = Buffer.from([0xff, 0xff, 0xff, 0xff]);
const slotField = 12;

function withSlots(
  { contacts, contactEnds, slotEnd }: Taken,
  some: readonly number[],
  slots: readonly number[] | null,
): readonly Uint8Array[] {
  const startOf = (index: number) => contactEnds[index - 1] ?? 0;
  if (slots === null)
    return some.flatMap((index) => [
      contacts.subarray(startOf(index), startOf(index) + slotEnd - slotField),
      noSlot,
      contacts.subarray(startOf(index) + slotEnd, contactEnds[index]),
    ]);
  for (const [place, index] of some.entries()) {
    const slot = slots[place]!;
    contacts.writeUInt32BE(Math.floor(slot / 2 ** 32), startOf(index) + slotEnd - 8);
    contacts.writeUInt32BE(slot % 2 ** 32, startOf(index) + slotEnd - 4);
  }
  return pieces(contacts, contactEnds, some);
}

function pieces(bytes: Buffer, ends: readonly number[], some: readonly number[]): readonly Uint8Array[] {
  if (some.length === ends.length) return [bytes];
  return some.map((index) => bytes.subarray(ends[index - 1] ?? 0, ends[index]));
}

/** A contact that goes and comes back never repeats a version: they start at the second of its publication. */
const firstVersionAt = Date.UTC(2020, 0, 1);

const copied = { uuid: 'uuid', text: 'text', json: 'json', 'text[]': 'text[]' } as const;
const originColumns = [
  ['tenant_id', 'uuid'],
  ['version', 'int4'],
  ['book', 'text'],
  ['owner_id', 'uuid'],
  ['source_id', 'uuid'],
  ['slot', 'int8'],
] as const;
const ofOrigin: readonly string[] = originColumns.map(([name]) => name);
const contactColumns: Columns<PublishedRow> = publishedColumns
  .filter(({ name }) => !ofOrigin.includes(name))
  .map(({ name, type }): readonly [keyof PublishedRow, ColumnType] => [name, copied[type]]);
const contactNames = columnNames(originColumns, contactColumns);
const tenantColumn = [['tenant_id', 'uuid']] as const;
const numberColumns = [
  ['contact_id', 'uuid'],
  ['position', 'int4'],
  ['label', 'text'],
  ['digits', 'text'],
  ['e164', 'text'],
  ['international', 'bool'],
  ['extension', 'text'],
] as const;
const numberNames = columnNames(tenantColumn, numberColumns);
