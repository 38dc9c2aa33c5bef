import {
  type ContactFields,
  contactLimits,
  emptyContact,
  type Phone,
  type PhoneLabel,
} from '../domain/contact.ts';
import { isTypedNumber } from '../domain/number.ts';
import { unguardCell } from './formula-cell.ts';

/** A number of a row that cannot be used; the rest of the row can. */
export interface SkippedNumber {
  readonly value: string;
  readonly reason: string;
}

/** What one record of a file says. `null`: nothing at all. */
export type RecordReading =
  | { readonly fields: ContactFields; readonly skipped: readonly SkippedNumber[] }
  | { readonly rejected: string }
  | null;

const fileLabels: readonly PhoneLabel[] = ['work', 'mobile', 'home', 'fax'];

/** Reads `first,middle,last,email,company,type:number…`. */
export function readCells(cells: readonly string[]): RecordReading {
  const texts = cells.map(cellText);
  if (texts.every((text) => text === '')) return null;
  const [firstName = '', middleName = '', lastName = '', email = '', company = ''] = texts;
  const phones: Phone[] = [];
  const skipped: SkippedNumber[] = [];
  for (const value of texts.slice(5)) {
    if (value === '') continue;
    const colon = value.indexOf(':');
    const read = readPhone(colon < 0 ? '' : value.slice(0, colon), value.slice(colon + 1));
    if ('number' in read) phones.push(read);
    else skipped.push({ value: shown(value), reason: read.reason });
  }
  return checkContact(
    {
      ...emptyContact,
      firstName,
      middleName,
      lastName,
      company,
      phones,
      emails: email === '' ? [] : [{ email, label: 'business' }],
    },
    skipped,
  );
}

/** A number with the type that the file gives it, or why it is skipped. */
export function readPhone(type: string, typed: string): Phone | { readonly reason: string } {
  const number = typed.trim();
  const label = fileLabels.find((known) => known === type.trim().toLowerCase());
  if (!label) return { reason: 'Its type is not Work, Mobile, Home or Fax.' };
  if (number === '') return { reason: 'There is no number.' };
  if (number.length > contactLimits.number)
    return { reason: `It is longer than ${contactLimits.number} characters.` };
  if (!isTypedNumber(number)) return { reason: 'It is not a telephone number.' };
  return { number, label };
}

/** The rules that hold for every local contact, wherever it comes from. */
export function checkContact(fields: ContactFields, skipped: readonly SkippedNumber[]): RecordReading {
  if (fields.firstName === '' && fields.lastName === '' && fields.company === '') {
    return { rejected: 'It has no first name, last name or company.' };
  }
  for (const [name, text, limit] of [
    ['first name', fields.firstName, contactLimits.name],
    ['middle name', fields.middleName, contactLimits.name],
    ['last name', fields.lastName, contactLimits.name],
    ['company', fields.company, contactLimits.company],
    ['department', fields.department, contactLimits.company],
    ['job title', fields.jobTitle, contactLimits.company],
    ['notes', fields.notes, contactLimits.notes],
  ] as const) {
    if (text.length > limit)
      return { rejected: `The ${name} has ${text.length} characters; ${limit} are accepted.` };
  }
  for (const { email } of fields.emails) {
    if (email.length > contactLimits.email || !/^[^\s@]+@[^\s@]+$/.test(email)) {
      return { rejected: `“${shown(email)}” is not an e-mail address.` };
    }
  }
  if (fields.phones.length > contactLimits.phones) {
    return { rejected: `It has ${fields.phones.length} numbers; ${contactLimits.phones} are accepted.` };
  }
  if (fields.emails.length > contactLimits.emails) {
    return {
      rejected: `It has ${fields.emails.length} e-mail addresses; ${contactLimits.emails} are accepted.`,
    };
  }
  return { fields, skipped };
}

/** A cell as text that a contact can hold. */
export function cellText(cell: string): string {
  if (cell === '') return '';
  const text = (unstorable.test(cell) ? cell.replaceAll('\0', '').toWellFormed() : cell).trim();
  return text.startsWith("'") ? unguardCell(text).trim() : text;
}

const unstorable = /[\0\ud800-\udfff]/;

const shown = (value: string) => (value.length > 100 ? `${value.slice(0, 99)}…` : value);
