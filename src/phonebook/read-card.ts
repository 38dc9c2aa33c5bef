import { contactTypes, type Email, emptyContact } from '../domain/contact.ts';
import { type CardLine, linesNamed, splitText, unescaped } from './card-line.ts';
import { joinLabels } from './join-labels.ts';
import { readCardPhones } from './read-card-phones.ts';
import { checkContact, type RecordReading } from './read-cells.ts';

/** Reads the lines of one card, version 2.1, 3.0 or 4.0. */
export function readCard(card: readonly CardLine[], country: string): RecordReading {
  const lines = joinLabels(card);
  const value = (name: string) => lines.find((line) => line.name === name)?.value ?? '';
  if (/^group$/i.test(value('KIND') || value('X-ADDRESSBOOKSERVER-KIND')))
    return { rejected: 'It is a group of contacts and no contact.' };
  const { phones, skipped } = readCardPhones(lines, country);
  const department = unescaped(value('X-SWITCHBOOK-DEPARTMENT'));
  const [company = '', ...units] = readOrganisation(value('ORG'), department);
  const isCompany = /^org$/i.test(value('KIND')) || /^company$/i.test(value('X-ABSHOWAS'));
  const names = readNames(lines, company, isCompany);
  return checkContact(
    {
      ...emptyContact,
      ...names,
      department: department || units.join(', '),
      jobTitle: unescaped(value('TITLE')),
      type: contactTypes.find((type) => type === value('X-SWITCHBOOK-TYPE').toLowerCase()) ?? 'customer',
      notes: unescaped(value('NOTE')),
      phones,
      emails: readEmails(lines),
    },
    skipped,
  );
}

/** The company and its units. `ORG:;Example Traders` (Fastmail) names a company; in our own files the unit is the department. */
function readOrganisation(value: string, department: string): string[] {
  const [company = '', ...units] = parts(value);
  return department === '' ? [company, ...units].filter((part) => part !== '') : [company];
}

const parts = (value: string) => splitText(value, ';').map((part) => part.trim());

/**
 * FN is the name of whom N does not name (RFC 6350, 6.2.2: a card may have no N), whole, because nobody can tell where a
 * name is to be divided. It names the company when it repeats ORG or the card is a company's, and nobody when a program
 * made it up.
 */
function readNames(lines: readonly CardLine[], company: string, isCompany: boolean) {
  const [lastName = '', firstName = '', middleName = ''] = parts(
    lines.find(({ name }) => name === 'N')?.value ?? '',
  );
  const fullName = unescaped(linesNamed(lines, 'FN').find(({ derived }) => !derived)?.value ?? '');
  if (isCompany && company === '') return { lastName, firstName, middleName, company: fullName };
  const isNamed = lastName !== '' || firstName !== '' || middleName !== '';
  const isPerson = !isNamed && !isCompany && fullName.toLowerCase() !== company.toLowerCase();
  return { lastName, firstName: isPerson ? fullName : firstName, middleName, company };
}

const readEmails = (lines: readonly CardLine[]): Email[] =>
  linesNamed(lines, 'EMAIL').flatMap(({ value, types }) => {
    const email = unescaped(value).replace(/^mailto:/i, '');
    if (email === '') return [];
    return [
      { email, label: types.includes('work') ? 'business' : types.includes('home') ? 'private' : 'other' },
    ];
  });
