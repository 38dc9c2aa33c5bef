import { contactTypes, type Email, emptyContact, type Phone, type PhoneLabel } from '../domain/contact.ts';
import { checkContact, type RecordReading } from './read-cells.ts';
import { readPhones, type SkippedNumber } from './read-phones.ts';

/** A line of a card, unfolded: `TEL;TYPE=cell;PREF=1:+44 20 …`. */
export interface CardLine {
  readonly name: string;
  /** Values of TYPE (also those without a name, as old programs write them), lower case. */
  readonly types: readonly string[];
  readonly preferred: boolean;
  readonly value: string;
}

/** Reads the lines of one card, version 3.0 or 4.0. */
export function readCard(lines: readonly CardLine[], country: string): RecordReading {
  const value = (name: string) => lines.find((line) => line.name === name)?.value ?? '';
  const parts = (name: string) => splitText(value(name), ';').map((part) => part.trim());
  const [lastName = '', firstName = '', middleName = ''] = parts('N');
  const [company = '', ...units] = parts('ORG');
  const fullName = unescaped(value('FN'));
  const isNamed = lastName !== '' || firstName !== '' || company !== '';
  const isGroup = /^org$/i.test(value('KIND'));
  const { phones, skipped } = readNumbers(lines, country);
  return checkContact(
    {
      ...emptyContact,
      firstName: isNamed || isGroup ? firstName : fullName,
      middleName,
      lastName,
      company: !isNamed && isGroup ? fullName : company,
      department: units.filter((unit) => unit !== '').join(', '),
      jobTitle: unescaped(value('TITLE')),
      type: contactTypes.find((type) => type === value('X-SWITCHBOOK-TYPE').toLowerCase()) ?? 'customer',
      notes: unescaped(value('NOTE')),
      phones,
      emails: readEmails(lines),
    },
    skipped,
  );
}

function readNumbers(lines: readonly CardLine[], country: string) {
  const phones: Phone[] = [];
  const skipped: SkippedNumber[] = [];
  for (const line of preferredFirst(lines, 'TEL')) {
    const read = readPhones(typedForm(unescaped(line.value)), phoneLabel(line.types), country);
    phones.push(...read.phones);
    skipped.push(...read.skipped);
  }
  return { phones, skipped };
}

/** `tel:+44-20-7183-8750;ext=12` (RFC 3966), as people type it. */
const typedForm = (value: string) =>
  value
    .replace(/^tel:/i, '')
    .replace(/;ext=(\d+)/i, ' x$1')
    .replace(/;.*$/, '')
    .trim();

function phoneLabel(types: readonly string[]): PhoneLabel {
  if (types.includes('fax')) return 'fax';
  if (types.some((type) => ['cell', 'mobile', 'iphone'].includes(type))) return 'mobile';
  if (types.includes('work')) return 'work';
  return types.includes('home') ? 'home' : 'other';
}

const readEmails = (lines: readonly CardLine[]): Email[] =>
  preferredFirst(lines, 'EMAIL').flatMap(({ value, types }) => {
    const email = unescaped(value).replace(/^mailto:/i, '');
    if (email === '') return [];
    return [
      { email, label: types.includes('work') ? 'business' : types.includes('home') ? 'private' : 'other' },
    ];
  });

function preferredFirst(lines: readonly CardLine[], name: string): CardLine[] {
  const found = lines.filter((line) => line.name === name);
  return [...found.filter((line) => line.preferred), ...found.filter((line) => !line.preferred)];
}

const unescaped = (value: string) => splitText(value, '').join('').trim();

/** Splits at a separator that is not escaped, and takes the escapes off. */
function splitText(value: string, separator: string): string[] {
  const parts: string[] = [];
  let part = '';
  for (let at = 0; at < value.length; at += 1) {
    const character = value.charAt(at);
    if (character === '\\' && at + 1 < value.length) {
      at += 1;
      const marked = value.charAt(at);
      part += marked === 'n' || marked === 'N' ? '\n' : marked;
    } else if (character === separator) {
      parts.push(part);
      part = '';
    } else part += character;
  }
  return [...parts, part];
}
