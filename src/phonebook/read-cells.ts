import {
  type ContactFields,
  contactLimits,
  emptyContact,
  type Phone,
  phoneLabels,
} from '../domain/contact.ts';
import { unguardCell } from './formula-cell.ts';
import { readPhones, type SkippedNumber } from './read-phones.ts';
import { shownValue } from './shown-value.ts';

/** What one record of a file says. `null`: nothing at all. */
export type RecordReading =
  | { readonly fields: ContactFields; readonly skipped: readonly SkippedNumber[] }
  | { readonly rejected: string }
  | null;

/** Reads `first,middle,last,email,company,type:number…`. */
export function readCells(cells: readonly string[], country: string): RecordReading {
  const texts = cells.map(cellText);
  if (texts.every((text) => text === '')) return null;
  const [firstName = '', middleName = '', lastName = '', email = '', company = ''] = texts;
  const phones: Phone[] = [];
  const skipped: SkippedNumber[] = [];
  for (const value of texts.slice(5)) {
    if (value === '') continue;
    const colon = value.indexOf(':');
    const read = readTypedPhone(colon < 0 ? '' : value.slice(0, colon), value.slice(colon + 1), country);
    phones.push(...read.phones);
    for (const { reason } of read.skipped) skipped.push({ value: shownValue(value), reason });
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

/** Numbers with the type that the file gives them, or why they are skipped. */
export function readTypedPhone(type: string, typed: string, country: string): ReturnType<typeof readPhones> {
  const skip = (reason: string) => ({ phones: [], skipped: [{ value: typed, reason }] });
  // People write four types; `other` is what a download says of the rest.
  const label = phoneLabels.find((known) => known === type.trim().toLowerCase());
  if (!label) return skip('Its type is not Work, Mobile, Home or Fax.');
  return typed.trim() === '' ? skip('There is no number.') : readPhones(typed, label, country);
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
      return { rejected: `“${shownValue(email)}” is not an e-mail address.` };
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
