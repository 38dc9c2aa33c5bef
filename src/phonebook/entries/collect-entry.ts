import type { MappedContact } from '../../domain/mapping.ts';
import { splitName } from '../../domain/split-name.ts';
import type { Heading } from '../columns/headings.ts';
import type { SkippedNumber } from '../read-phones.ts';

/** One contact of a file whose parts come one by one, each with what it is. */
export interface Entry {
  /** `label`: the kind of a number or address, where the file says it. The first text of a field wins. */
  add(heading: Heading, text: string, label?: string): void;
  mapped(): MappedContact;
  /** Further texts of fields that hold one, of those that `mapped` uses. */
  left(): readonly SkippedNumber[];
}

export function collectEntry(): Entry {
  const fields = new Map<Heading, string>();
  const phones: { number: string; label: string }[] = [];
  const emails: { email: string; label: string }[] = [];
  const further: { heading: Heading; text: string }[] = [];
  let kindAhead = '';
  const value = (heading: Heading) => fields.get(heading) ?? '';
  const hasNames = () => value('firstName') !== '' || value('lastName') !== '';
  return {
    add: (heading, given, label) => {
      const text = given.trim();
      if (text === '') return;
      const kind = kindOf[heading];
      if (kind !== undefined) phones.push({ number: text, label: label || kindAhead || kind });
      // Snom writes the type of a number behind it.
      else if (heading === 'phoneLabel' && phones.length > 0) phones.at(-1)!.label = text;
      else if (heading === 'phoneLabel') kindAhead = text;
      else if (isEmail(heading)) emails.push({ email: text, label: label || emailKind(heading) });
      else if (!fields.has(heading)) fields.set(heading, text);
      else if (fields.get(heading) !== text) further.push({ heading, text });
    },
    left: () =>
      further
        .filter(({ heading }) => heading in fieldNames && (heading !== 'name' || !hasNames()))
        .map(({ heading, text }) => ({
          value: text,
          reason: `It is a second ${fieldNames[heading]} and was left out.`,
        })),
    mapped: () => {
      const names =
        !hasNames() && value('name') !== value('company')
          ? splitName(value('name'))
          : { firstName: value('firstName'), lastName: value('lastName') };
      return {
        ...names,
        middleName: value('middleName'),
        company: value('company'),
        department: value('department'),
        jobTitle: value('jobTitle'),
        type: '',
        notes: value('notes'),
        phones,
        emails,
      };
    },
  };
}

const fieldNames: Partial<Record<Heading, string>> = {
  firstName: 'first name',
  middleName: 'middle name',
  lastName: 'last name',
  name: 'name',
  company: 'company',
  department: 'department',
  jobTitle: 'job title',
  notes: 'note',
};

const kindOf: Partial<Record<Heading, string>> = {
  phone: 'work',
  phoneWork: 'work',
  phoneMobile: 'mobile',
  phoneHome: 'home',
  phoneFax: 'fax',
  phonePager: 'pager',
  phoneOther: 'other',
};

const isEmail = (heading: Heading) => ['email', 'emailPrivate', 'emailBusiness'].includes(heading);
const emailKind = (heading: Heading) => (heading === 'emailPrivate' ? 'private' : 'business');
