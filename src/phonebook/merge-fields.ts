import type { ContactFields, Email, Phone } from '../domain/contact.ts';
import { readNumber } from '../domain/number.ts';
import type { ContactForm } from './contact-form.ts';
import { sameCase } from './merge-keys.ts';

/**
 * A contact of the book with what a file says of it. A cell that says nothing changes nothing; numbers and addresses
 * that the file lacks stay, and stay first; one that both have takes the file's type and spelling. Merging the same
 * again changes nothing.
 */
export function mergeFields(
  contact: ContactFields,
  said: ContactFields,
  form: ContactForm,
  country: string,
): ContactFields {
  return {
    firstName: said.firstName || contact.firstName,
    middleName: said.middleName || contact.middleName,
    lastName: said.lastName || contact.lastName,
    company: said.company || contact.company,
    department: said.department || contact.department,
    jobTitle: said.jobTitle || contact.jobTitle,
    type: form === 'pbxware8' || said.type !== 'customer' ? said.type : contact.type,
    notes: said.notes || contact.notes,
    phones: mergePhones(contact.phones, said.phones, country),
    emails: mergeEmails(contact.emails, said.emails, form !== 'plain'),
  };
}

function mergePhones(known: readonly Phone[], said: readonly Phone[], country: string): Phone[] {
  const key = ({ number }: Phone) => {
    const { digits, extension } = readNumber(number, country);
    return digits === '' ? number : `${digits}x${extension ?? ''}`;
  };
  const latest = new Map(said.map((phone) => [key(phone), phone]));
  const knownKeys = new Set(known.map(key));
  return [
    ...known.map((phone) => latest.get(key(phone)) ?? phone),
    ...[...latest].filter(([phoneKey]) => !knownKeys.has(phoneKey)).map(([, phone]) => phone),
  ];
}

function mergeEmails(known: readonly Email[], said: readonly Email[], saysLabels: boolean): Email[] {
  const latest = new Map(said.map((email) => [sameCase(email.email), email]));
  const knownKeys = new Set(known.map(({ email }) => sameCase(email)));
  return [
    ...known.map((email) => {
      const again = saysLabels ? latest.get(sameCase(email.email)) : undefined;
      return again ? { ...email, label: again.label } : email;
    }),
    ...[...latest].filter(([key]) => !knownKeys.has(key)).map(([, email]) => email),
  ];
}
