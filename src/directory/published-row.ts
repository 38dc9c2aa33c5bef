import type { PublishedPhone } from '../database/tables.ts';
import {
  type ContactField,
  type ContactFields,
  displayName,
  type Email,
  type Phone,
  type PhoneLabel,
} from '../domain/contact.ts';
import { numbersIn, type ReadNumber, readNumber } from '../domain/number.ts';
import type { Derivation } from './derivation.ts';
import { searchKey } from './search-key.ts';

/** Where a published contact belongs. */
export interface Origin {
  readonly book: 'central' | 'personal';
  readonly ownerId: string | null;
  readonly sourceId: string | null;
}

/** A row of `contact`, less its tenant, version and time. */
export interface PublishedRow {
  readonly id: string;
  readonly book: 'central' | 'personal';
  readonly owner_id: string | null;
  readonly source_id: string | null;
  readonly display_name: string;
  readonly first_name: string;
  readonly middle_name: string;
  readonly last_name: string;
  readonly company: string;
  readonly department: string;
  readonly job_title: string;
  readonly type: string;
  readonly notes: string;
  readonly phones: readonly PublishedPhone[];
  readonly emails: readonly Email[];
  readonly edited: readonly ContactField[];
  readonly name_key: string;
  readonly search_text: string;
}

/** A row of `contact_number`, less its tenant. */
export interface NumberRow {
  readonly contact_id: string;
  readonly position: number;
  readonly label: PhoneLabel;
  readonly digits: string;
  readonly e164: string | null;
  readonly international: boolean;
  readonly extension: string | null;
}

/** Derives what readers see from what a contact says. */
export function publishedRow(
  id: string,
  origin: Origin,
  fields: ContactFields,
  edited: readonly ContactField[],
  { country, nameOrder }: Derivation,
): { row: PublishedRow; numbers: NumberRow[] } {
  const name = displayName(fields, nameOrder);
  const phones = publishedPhones(fields.phones, country);
  const numbers: NumberRow[] = [];
  phones.forEach(({ phone: { label }, read: { digits, e164, international, extension } }, position) => {
    // What has no digits ("ask reception") can be shown, and never found by number.
    if (digits === '') return;
    const whole = e164?.slice(1) ?? null;
    numbers.push({ contact_id: id, position, label, digits, e164: whole, international, extension });
  });
  const row: PublishedRow = {
    id,
    book: origin.book,
    owner_id: origin.ownerId,
    source_id: origin.sourceId,
    display_name: name,
    first_name: fields.firstName,
    middle_name: fields.middleName,
    last_name: fields.lastName,
    company: fields.company,
    department: fields.department,
    job_title: fields.jobTitle,
    type: fields.type,
    notes: fields.notes,
    phones: phones.map(({ phone }) => phone),
    emails: fields.emails,
    edited,
    ...searchKey(
      fields,
      phones.map(({ read }) => read),
    ),
  };
  return { row, numbers };
}

/** A contact's numbers as readers get them, each with what was read of it. */
export const publishedPhones = (
  phones: readonly Phone[],
  country: string,
): { phone: PublishedPhone; read: ReadNumber }[] =>
  phones.flatMap(({ number: typed, label }) =>
    numbersOf(typed, country).map((number) => {
      const read = readNumber(number, country);
      const { e164, extension, dial, tail } = read;
      return { phone: { number, label, e164, extension, dial, ...(tail === '' ? {} : { tail }) }, read };
    }),
  );

/** One field may have several numbers. Where what stands between them is no number, the field stays as it is. */
function numbersOf(typed: string, country: string): readonly string[] {
  const { numbers } = numbersIn(typed, country);
  return numbers.length > 1 ? numbers : [typed];
}
