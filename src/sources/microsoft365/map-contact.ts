import { type ContactFields, contactLimits, type Phone, type PhoneLabel } from '../../domain/contact.ts';
import { foldText } from '../../domain/fold-text.ts';
import type { OrgContact, User } from './graph-contact.ts';
import { readNumberText, readText } from './read-text.ts';

/** What became of one item of Microsoft's. */
export type Mapped =
  | { readonly use: 'contact'; readonly fields: ContactFields; readonly problems: readonly string[] }
  | { readonly use: 'nothing'; readonly reason: string };

/** Microsoft's phone types (the enumeration phoneType); one that is not here is `other`. */
const labels: Readonly<Record<string, PhoneLabel>> = {
  business: 'work',
  mobile: 'mobile',
  home: 'home',
  businessfax: 'fax',
  homefax: 'fax',
  otherfax: 'fax',
};

// Microsoft's order says nothing, and the first number is the one that is dialled: never a fax.
const order: readonly PhoneLabel[] = ['work', 'mobile', 'home', 'other', 'fax'];

export function mapOrgContact(item: OrgContact): Mapped {
  const phones = (item.phones ?? []).map(({ type, number }) => ({
    number,
    label: labels[type?.toLowerCase() ?? ''] ?? 'other',
  }));
  return mapItem(item, phones, readText(item.mail) || primaryAddress(item.proxyAddresses));
}

export function mapUser(item: User): Mapped {
  const phones = [
    ...(item.businessPhones ?? []).map((number) => ({ number, label: 'work' as const })),
    { number: item.mobilePhone, label: 'mobile' as const },
    { number: item.faxNumber, label: 'fax' as const },
  ];
  return mapItem(item, phones, readText(item.mail));
}

/** Exchange marks the primary address with capitals: SMTP: against smtp:. */
function primaryAddress(addresses: readonly string[] | null | undefined): string {
  const primary = addresses?.find((address) => address.startsWith('SMTP:'));
  return readText(primary?.slice('SMTP:'.length));
}

type Item = Pick<
  OrgContact,
  'displayName' | 'givenName' | 'surname' | 'companyName' | 'department' | 'jobTitle'
>;
type GivenPhone = { readonly number: string | null | undefined; readonly label: PhoneLabel };

function mapItem(item: Item, given: readonly GivenPhone[], email: string): Mapped {
  const problems: string[] = [];
  const { firstName, lastName } = names(item);
  const fields: ContactFields = {
    firstName,
    middleName: '',
    lastName,
    company: readText(item.companyName),
    department: readText(item.department),
    jobTitle: readText(item.jobTitle),
    type: 'customer',
    notes: '',
    phones: readPhones(given, problems),
    emails: readEmail(email, problems),
    ...shownOtherwise(item, firstName, lastName),
  };
  const tooLong = tooLongText(fields);
  if (tooLong !== null) return { use: 'nothing', reason: tooLong };
  if (!hasAnything(fields)) {
    return { use: 'nothing', reason: 'It has neither a name, a company, an e-mail address nor a number.' };
  }
  return { use: 'contact', fields, problems };
}

/**
 * Given name and surname where there are any; what the display name has beside a single one of them fills the other.
 * Else the display name, whole: where a family name begins in it, nobody knows. One that repeats the company is no name.
 */
function names(item: Item): Pick<ContactFields, 'firstName' | 'lastName'> {
  const firstName = readText(item.givenName);
  const lastName = readText(item.surname);
  const shown = readText(item.displayName);
  if (firstName === '' && lastName === '') {
    return { firstName: shown === readText(item.companyName) ? '' : shown, lastName: '' };
  }
  if (lastName === '' && shown.startsWith(`${firstName} `)) {
    return { firstName, lastName: shown.slice(firstName.length).trim() };
  }
  if (firstName === '' && shown.endsWith(` ${lastName}`)) {
    return { firstName: shown.slice(0, -lastName.length).trim(), lastName };
  }
  return { firstName, lastName };
}

/** The display name where it says another name than the parts do: `Bob Smith` of Robert Smith. Turned round it is the same. */
function shownOtherwise(item: Item, firstName: string, lastName: string): Pick<ContactFields, 'shownAs'> {
  const shownAs = readText(item.displayName);
  if (shownAs === '' || shownAs.length > contactLimits.name || shownAs === readText(item.companyName))
    return {};
  const folded = foldText(shownAs);
  const known = [`${firstName} ${lastName}`, `${lastName} ${firstName}`].map(foldText);
  return folded === '' || known.includes(folded) ? {} : { shownAs };
}

function readPhones(given: readonly GivenPhone[], problems: string[]): readonly Phone[] {
  const phones: Phone[] = [];
  for (const { number: text, label } of given) {
    const number = readNumberText(text);
    if (number === '' || phones.some((known) => known.label === label && known.number === number)) continue;
    if (number.length > contactLimits.number) {
      problems.push(`A number is longer than ${contactLimits.number} characters and was left out.`);
    } else phones.push({ number, label });
  }
  if (phones.length > 1) phones.sort((a, b) => order.indexOf(a.label) - order.indexOf(b.label));
  return phones.length > contactLimits.phones ? phones.slice(0, contactLimits.phones) : phones;
}

function readEmail(email: string, problems: string[]): ContactFields['emails'] {
  if (email === '') return [];
  if (email.length <= contactLimits.email) return [{ email, label: 'business' }];
  problems.push(`Its e-mail address is longer than ${contactLimits.email} characters and was left out.`);
  return [];
}

function tooLongText({ firstName, lastName, company, department, jobTitle }: ContactFields): string | null {
  const limit = contactLimits.name;
  const found =
    firstName.length > limit || lastName.length > limit
      ? 'name'
      : company.length > limit
        ? 'company'
        : department.length > limit
          ? 'department'
          : jobTitle.length > limit
            ? 'job title'
            : null;
  return found && `Its ${found} is longer than ${limit} characters.`;
}

const hasAnything = (fields: ContactFields): boolean =>
  fields.firstName !== '' ||
  fields.lastName !== '' ||
  fields.company !== '' ||
  fields.emails.length > 0 ||
  fields.phones.length > 0;
