import type { ContactFields, Email, Phone } from '../domain/contact.ts';
import { readNumber } from '../domain/number.ts';
import type { FileScope } from './contact-form.ts';
import { sameCase } from './merge-keys.ts';

/**
 * A contact of the book with what a file says of it. A cell that says nothing changes nothing; numbers and addresses
 * that the file lacks stay, and stay first; one that both have takes the file's type and spelling. Merging the same
 * again changes nothing.
 */
export function mergeFields(
  contact: ContactFields,
  said: ContactFields,
  scope: FileScope,
  country: string,
): ContactFields {
  return {
    firstName: said.firstName || contact.firstName,
    middleName: said.middleName || contact.middleName,
    lastName: said.lastName || contact.lastName,
    company: said.company || contact.company,
    department: said.department || contact.department,
    jobTitle: said.jobTitle || contact.jobTitle,
    type: scope.saysCustomer || said.type !== 'customer' ? said.type : contact.type,
    notes: said.notes || contact.notes,
    phones: mergePhones(contact.phones, said.phones, country),
    emails: mergeEmails(contact.emails, said.emails, scope.emails === 'labelled'),
  };
}

function mergePhones(known: readonly Phone[], said: readonly Phone[], country: string): Phone[] {
  const key = ({ number }: Phone) => {
    const { digits, extension } = readNumber(number, country);
    return digits === '' ? number : `${digits}x${extension ?? ''}`;
  };
  return mergeEntries(known, said, key, (_old, now) => now);
}

function mergeEmails(known: readonly Email[], said: readonly Email[], saysLabels: boolean): Email[] {
  return mergeEntries(
    known,
    said,
    ({ email }) => sameCase(email),
    (old, now) => (saysLabels ? { ...old, label: now.label } : old),
  );
}

/**
 * `known` in its order, then what only `said` has. An entry that stands there twice is two entries, the first of the
 * one list meets the first of the other: so that merging the same again finds every entry as it left it.
 */
function mergeEntries<Entry>(
  known: readonly Entry[],
  said: readonly Entry[],
  keyOf: (entry: Entry) => string,
  update: (old: Entry, now: Entry) => Entry,
): Entry[] {
  const waiting = new Map<string, Entry[]>();
  for (const entry of said) {
    const same = waiting.get(keyOf(entry));
    if (same) same.push(entry);
    else waiting.set(keyOf(entry), [entry]);
  }
  const merged = known.map((old) => {
    const now = waiting.get(keyOf(old))?.shift();
    return now === undefined ? old : update(old, now);
  });
  const kept = new Set([...waiting.values()].flat());
  return [...merged, ...said.filter((entry) => kept.has(entry))];
}
