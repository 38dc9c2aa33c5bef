import {
  type ContactFields,
  contactLimits,
  type Email,
  emailLabels,
  emptyContact,
  type Phone,
  phoneLabels,
} from '../../domain/contact.ts';
import type { SourceContact, SourceIssue } from '../source.ts';

export type ReadRow = { readonly contact: SourceContact } | { readonly issue: SourceIssue };

/**
 * One contact of the Custom contract. Unknown labels become `other`, unknown types `customer`, absent and null lists
 * are empty. A row without a usable id or without any name is an issue, and never fails the run.
 */
export function readRow(row: unknown): ReadRow {
  if (typeof row !== 'object' || row === null || Array.isArray(row))
    return { issue: { externalId: null, reason: 'The row is not an object.' } };
  const wire = row as Record<string, unknown>;
  const externalId = readId(wire.id);
  if (externalId === null)
    return { issue: { externalId: null, reason: 'The row has no id of 1 to 400 characters.' } };
  const bad = (reason: string): ReadRow => ({ issue: { externalId, reason } });
  const firstName = text(wire.first_name);
  const lastName = text(wire.last_name);
  const company = text(wire.company);
  if (firstName === '' && lastName === '') return bad('Both first_name and last_name are blank.');
  if (Math.max(firstName.length, lastName.length) > contactLimits.name)
    return bad(`A name has more than ${contactLimits.name} characters.`);
  if (company.length > contactLimits.company)
    return bad(`The company has more than ${contactLimits.company} characters.`);
  const phones = list(wire.phones);
  const emails = list(wire.emails);
  if (phones === null || emails === null) return bad('phones and emails must be lists.');
  if (phones.length > contactLimits.phones || emails.length > contactLimits.emails)
    return bad(
      `There are more than ${contactLimits.phones} numbers or ${contactLimits.emails} e-mail addresses.`,
    );
  const fields: ContactFields = {
    ...emptyContact,
    firstName,
    lastName,
    company,
    type: wire.type === 'lead' ? 'lead' : 'customer',
    phones: phones.map(readPhone).filter((phone) => phone.number !== ''),
    emails: emails.map(readEmail).filter((email) => email.email !== ''),
  };
  if (fields.phones.some(({ number }) => number.length > contactLimits.number))
    return bad(`A number has more than ${contactLimits.number} characters.`);
  if (fields.emails.some(({ email }) => email.length > contactLimits.email))
    return bad(`An e-mail address has more than ${contactLimits.email} characters.`);
  return { contact: { externalId, fields } };
}

/** A string, or a whole number as its exact decimal text (see parse-exactly.ts). `null` when unusable. */
export function readId(id: unknown): string | null {
  const found = typeof id === 'number' && Number.isSafeInteger(id) ? String(id) : id;
  return typeof found === 'string' && found.trim() !== '' && found.length <= 400 && !found.includes('\0')
    ? found
    : null;
}

function readPhone(entry: unknown): Phone {
  const { number, label } = entryOf(entry);
  const known = phoneLabels.find((name) => name === lower(label));
  return { number: text(typeof number === 'number' ? String(number) : number), label: known ?? 'other' };
}

function readEmail(entry: unknown): Email {
  const { email, label } = entryOf(entry);
  const known = emailLabels.find((name) => name === lower(label));
  return { email: text(email), label: known ?? 'other' };
}

const entryOf = (entry: unknown): Record<string, unknown> =>
  typeof entry === 'object' && entry !== null ? (entry as Record<string, unknown>) : {};
const lower = (value: unknown) => (typeof value === 'string' ? value.trim().toLowerCase() : '');
const list = (value: unknown): readonly unknown[] | null =>
  value === undefined || value === null ? [] : Array.isArray(value) ? value : null;
// PostgreSQL keeps no NUL, and nobody means one.
const text = (value: unknown): string => (typeof value === 'string' ? value.replaceAll('\0', '').trim() : '');
