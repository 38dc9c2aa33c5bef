import type { PublishedPhone } from '../database/tables.ts';
import {
  type ContactField,
  type ContactFields,
  displayName,
  type Email,
  type PhoneLabel,
} from '../domain/contact.ts';
import { readNumber } from '../domain/number.ts';
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
  const phones: PublishedPhone[] = [];
  const numbers: NumberRow[] = [];
  fields.phones.forEach((phone, position) => {
    const read = readNumber(phone.number, country);
    phones.push({ number: phone.number, label: phone.label, e164: read.e164, extension: read.extension });
    // A number without a digit ("ask reception") can be shown, and never found by number.
    if (read.digits === '') return;
    const e164 = read.e164?.replace('+', '') ?? null;
    numbers.push({
      contact_id: id,
      position,
      label: phone.label,
      digits: read.digits,
      e164,
      international: read.international,
    });
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
    phones,
    emails: fields.emails,
    edited,
    ...searchKey(fields, numbers),
  };
  return { row, numbers };
}
