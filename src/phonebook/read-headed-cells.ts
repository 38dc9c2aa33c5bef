import {
  type ContactFields,
  contactTypes,
  type Email,
  emailLabels,
  emptyContact,
  type Phone,
} from '../domain/contact.ts';
import { cellText, checkContact, type RecordReading, readTypedPhone } from './read-cells.ts';
import type { SkippedNumber } from './read-phones.ts';

// PBXware 8: name,last_name,company,contact_type,phone,phone_label,email,email_label,fbUserId,notes
const columns = [
  'name',
  'last_name',
  'company',
  'contact_type',
  'phone',
  'phone_label',
  'email',
  'email_label',
  'fbuserid',
  'notes',
] as const;
type Column = (typeof columns)[number];

/** The columns of a file whose first record is the header of PBXware 8, in its order; else `null`. */
export function readHeader(cells: readonly string[]): readonly Column[] | null {
  const names = cells.map((cell) => cellText(cell).toLowerCase());
  while (names.at(-1) === '') names.pop();
  const known = names.map((name) => columns.find((column) => column === name));
  const header = known.filter((column) => column !== undefined);
  const complete =
    header.length === names.length && ['name', 'phone', 'phone_label'].every((name) => names.includes(name));
  return complete ? header : null;
}

/** Reads a record below that header. Repeated phone and e-mail columns are further ones. */
export function readHeadedCells(
  header: readonly Column[],
  cells: readonly string[],
  country: string,
): RecordReading {
  const values = new Map<Column, string[]>();
  for (const [at, column] of header.entries()) {
    values.set(column, [...(values.get(column) ?? []), cellText(cells[at] ?? '')]);
  }
  if ([...values.values()].flat().every((text) => text === '')) return null;
  const value = (column: Column) => values.get(column)?.[0] ?? '';
  const numbers = values.get('phone') ?? [];
  const { phones, skipped } = readNumbers(numbers, values.get('phone_label') ?? [], country);
  const fields: ContactFields = {
    ...emptyContact,
    firstName: value('name'),
    lastName: value('last_name'),
    company: value('company'),
    type: contactTypes.find((type) => type === value('contact_type').toLowerCase()) ?? 'customer',
    notes: value('notes'),
    phones,
    emails: readEmails(values.get('email') ?? [], values.get('email_label') ?? []),
  };
  return checkContact(fields, skipped);
}

function readNumbers(numbers: readonly string[], labels: readonly string[], country: string) {
  const phones: Phone[] = [];
  const skipped: SkippedNumber[] = [];
  numbers.forEach((number, at) => {
    if (number === '') return;
    const read = readTypedPhone(labels[at] ?? '', number, country);
    phones.push(...read.phones);
    for (const { reason } of read.skipped)
      skipped.push({ value: `${labels[at] ?? ''}:${number}`.slice(0, 100), reason });
  });
  return { phones, skipped };
}

const readEmails = (addresses: readonly string[], labels: readonly string[]): Email[] =>
  addresses.flatMap((email, at) =>
    email === ''
      ? []
      : [
          {
            email,
            label: emailLabels.find((label) => label === (labels[at] ?? '').toLowerCase()) ?? 'business',
          },
        ],
  );

// What people write above the columns of the form that has no header.
const wordings: readonly RegExp[] = [
  /^first([ _-]?name)?$/i,
  /^middle([ _-]?name)?$/i,
  /^last([ _-]?name)?$/i,
];

/** A first record of column names in the form that has none. */
export const looksLikeHeader = (cells: readonly string[]): boolean =>
  wordings.every((wording, at) => wording.test(cellText(cells[at] ?? '')));
