import {
  type Contact,
  type ContactDetail,
  type ContactPatch,
  contactFieldsInput,
} from '../../contract/contact.ts';
import { type ContactFields, contactFields, type EmailLabel, type PhoneLabel } from '../../domain/contact.ts';
import { checkWith } from '../ui/check-with.ts';
import type { FormErrors } from '../ui/use-form.ts';

// Between a contact and the values of its form. Rows carry a key, so that a dragged row keeps its focus.

export interface NumberRow {
  readonly key: string;
  readonly number: string;
  readonly label: PhoneLabel;
  /** Added by a click just now: it takes the focus. */
  readonly isNew?: boolean;
}

export interface EmailRow {
  readonly key: string;
  readonly email: string;
  readonly label: EmailLabel;
  readonly isNew?: boolean;
}

export interface ContactValues extends Omit<ContactFields, 'phones' | 'emails'> {
  readonly phones: readonly NumberRow[];
  readonly emails: readonly EmailRow[];
}

let lastKey = 0;

export function newKey(): string {
  lastKey += 1;
  return `row-${lastKey}`;
}

export function valuesOf(contact: Contact | ContactDetail | ContactFields): ContactValues {
  const { firstName, middleName, lastName, company, department, jobTitle, type, notes } = contact;
  return {
    ...{ firstName, middleName, lastName, company, department, jobTitle, type, notes },
    phones: contact.phones.map(({ number, label }) => ({ key: newKey(), number, label })),
    emails: contact.emails.map(({ email, label }) => ({ key: newKey(), email, label })),
  };
}

/** As the API takes them. A row that was left empty is none. */
export function fieldsOf(values: ContactValues): ContactFields {
  const { phones, emails } = allRowsOf(values);
  return {
    ...values,
    phones: phones.filter(({ number }) => number !== ''),
    emails: emails.filter(({ email }) => email !== ''),
  };
}

function allRowsOf(values: ContactValues): Pick<ContactFields, 'phones' | 'emails'> {
  return {
    phones: values.phones.map(({ number, label }) => ({ number: number.trim(), label })),
    emails: values.emails.map(({ email, label }) => ({ email: email.trim(), label })),
  };
}

/** Only what was changed; a field that was emptied is `null`, which clears it. */
export function patchOf(before: ContactFields, after: ContactFields): ContactPatch {
  const changed = contactFields
    .filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]))
    .map((field) => [field, after[field].length === 0 ? null : after[field]]);
  const patch: ContactPatch = Object.fromEntries(changed);
  return patch;
}

const checkFields = checkWith(contactFieldsInput);

/** `needsName`: a local contact has a first name, a last name or a company. */
export function checkContact(values: ContactValues, needsName: boolean): FormErrors {
  const { phones, emails } = allRowsOf(values);
  const found = checkFields({ ...values, phones, emails });
  const isEmptyRow = (path: string) => {
    const [field, at] = path.split('.');
    const row = field === 'phones' ? phones[Number(at)]?.number : emails[Number(at)]?.email;
    return at !== undefined && row === '';
  };
  const errors = Object.fromEntries(Object.entries(found).filter(([path]) => !isEmptyRow(path)));
  const isNamed = [values.firstName, values.lastName, values.company].some((part) => part.trim() !== '');
  if (!needsName || isNamed) return errors;
  return { ...errors, firstName: 'Enter a first name, a last name or a company.' };
}

/** What the fields of a contact are, taken out of the rest that the API says of it. */
export const contactFieldsOf = (contact: ContactDetail): ContactFields => fieldsOf(valuesOf(contact));
