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
import { readId } from './parse-body.ts';

/** Why a row cannot be used. */
class Unusable extends Error {}

type Row = Readonly<Record<string, unknown>>;

/** One row of the contract: a contact, or the reason why it cannot be one. Nothing is cut to fit. */
export function parseContact(value: unknown): SourceContact | SourceIssue {
  if (!isRow(value)) return { externalId: null, reason: 'This row is not a contact but something else.' };
  const externalId = readId(value.id);
  if (externalId === null)
    return {
      externalId: null,
      reason: 'Its id is missing, longer than 400 characters, or neither text nor a whole number.',
    };
  try {
    return { externalId, fields: readFields(value) };
  } catch (error) {
    if (!(error instanceof Unusable)) throw error;
    return { externalId, reason: error.message };
  }
}

function readFields(row: Row): ContactFields {
  const firstName = readText(row.first_name, 'first name', contactLimits.name);
  const lastName = readText(row.last_name, 'last name', contactLimits.name);
  if (firstName === '' && lastName === '') throw new Unusable('Both first name and last name are blank.');
  return {
    ...emptyContact,
    firstName,
    lastName,
    company: readText(row.company, 'company', contactLimits.company),
    type: row.type === 'lead' ? 'lead' : 'customer',
    phones: readList(row.phones, 'phones', contactLimits.phones).flatMap(readPhone),
    emails: readList(row.emails, 'e-mails', contactLimits.emails).flatMap(readEmail),
  };
}

function readPhone(row: Row): Phone[] {
  // A number may come as one: its digits are what counts.
  const raw =
    typeof row.number === 'number' && Number.isSafeInteger(row.number) ? String(row.number) : row.number;
  const number = readText(raw, 'phone number', contactLimits.number);
  return number === ''
    ? []
    : [{ number, label: phoneLabels.find((label) => label === row.label) ?? 'other' }];
}

function readEmail(row: Row): Email[] {
  const email = readText(row.email, 'e-mail address', contactLimits.email);
  return email === '' ? [] : [{ email, label: emailLabels.find((label) => label === row.label) ?? 'other' }];
}

function readText(value: unknown, what: string, longest: number): string {
  if (value === undefined || value === null) return '';
  if (typeof value !== 'string') throw new Unusable(`Its ${what} is not text.`);
  const text = value.trim();
  if (text.length > longest) throw new Unusable(`Its ${what} is longer than ${longest} characters.`);
  return text;
}

/** Go writes an empty list as `null`. */
function readList(value: unknown, what: string, most: number): readonly Row[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw new Unusable(`Its ${what} are not a list.`);
  if (value.length > most) throw new Unusable(`It has more than ${most} ${what}.`);
  return value.map((row: unknown) => {
    if (!isRow(row)) throw new Unusable(`One of its ${what} is not an object.`);
    return row;
  });
}

const isRow = (value: unknown): value is Row =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
