import {
  contactLimits,
  contactTypes,
  type Email,
  type EmailLabel,
  emptyContact,
  type Phone,
} from '../../domain/contact.ts';
import type { MappedContact } from '../../domain/mapping.ts';
import { phoneLabelOf } from '../../domain/phone-words.ts';
import { checkContact, type RecordReading } from '../read-cells.ts';
import { readPhones, type SkippedNumber } from '../read-phones.ts';
import { shownValue } from '../shown-value.ts';

/** A contact as a mapping made it of a row, checked as any other. `left`: what of the row it has no place for. */
export function readMapped(
  mapped: MappedContact,
  country: string,
  left: readonly SkippedNumber[] = [],
): RecordReading {
  const { phones: numbers, emails, type, ...texts } = mapped;
  const phones: Phone[] = [];
  const skipped: SkippedNumber[] = left.map(({ value, reason }) => ({ value: shownValue(value), reason }));
  for (const { number, label: word } of numbers) {
    const label = phoneLabelOf(word);
    if (label === 'pager') {
      skipped.push({ value: number.slice(0, 100), reason: 'It is a pager and no telephone.' });
      continue;
    }
    const read = readPhones(number, label, country);
    phones.push(...read.phones);
    skipped.push(...read.skipped);
  }
  return checkContact(
    {
      ...emptyContact,
      ...texts,
      type: contactTypes.find((known) => known === type.toLowerCase()) ?? 'customer',
      phones,
      emails: readEmails(emails, skipped),
    },
    skipped,
  );
}

/** Of a program's file an address that is none costs the address, not the person (Outlook writes `/o=EXCHANGE/…`). */
function readEmails(mapped: MappedContact['emails'], skipped: SkippedNumber[]): Email[] {
  const emails: Email[] = [];
  for (const { email: text, label } of mapped) {
    // “Ada <ada@example.com>; a2@example.com”
    const words = text.split(/[;,\s]+/).filter((word) => word.includes('@'));
    for (const word of words.length > 0 ? words : [text]) {
      const email = word.replace(/^<|>$/g, '').replace(/^mailto:/i, '');
      if (email.length <= contactLimits.email && /^[^\s@]+@[^\s@]+$/.test(email))
        emails.push({ email, label: emailLabelOf(label) });
      else skipped.push({ value: word.slice(0, 100), reason: 'It is not an e-mail address.' });
    }
  }
  return emails;
}

/** The kind of an address by what a file calls it. */
export function emailLabelOf(word: string): EmailLabel {
  // Outlook names the protocol there.
  if (/^(?:smtp|ex|internet)?$/i.test(word.trim())) return 'business';
  const kind = phoneLabelOf(word === 'personal' ? 'private' : word);
  return kind === 'work' ? 'business' : kind === 'home' ? 'private' : 'other';
}
