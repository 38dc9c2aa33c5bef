import type { PhoneContact } from '../../directory/phone-directory.ts';
import type { DialNumber, PhoneEntry } from './format.ts';
import type { Words } from './words.ts';
import { onOneLine } from './xml.ts';

export interface LineName {
  readonly name: string;
  /** What makes it differ from the contact's name: ` (mobile)`; '' for the first number. */
  readonly suffix: string;
}

/** `Ada Archer`, and `Ada Archer (mobile)` for the numbers after the first. */
export function lineNames({ contact, numbers }: PhoneEntry, words: Words): LineName[] {
  const name = onOneLine(contact.displayName);
  const seen = new Map<string, number>();
  return numbers.map(({ label }, index) => {
    const count = (seen.get(label) ?? 0) + 1;
    seen.set(label, count);
    const suffix = index === 0 ? '' : ` (${words[label]}${count > 1 ? ` ${count}` : ''})`;
    return { name: `${name}${suffix}`, suffix };
  });
}

/** For phones that want the parts: a contact without a person's name has its company (else what it shows) as last name. */
export function nameParts(contact: PhoneContact): { first: string; last: string } {
  const first = onOneLine([contact.firstName, contact.middleName].filter((part) => part !== '').join(' '));
  const last = onOneLine(contact.lastName);
  if (first === '' && last === '') return { first: '', last: onOneLine(contact.displayName) };
  return { first, last };
}

/** The numbers of one kind, else those of the kinds that nothing has taken. */
export function byLabel(numbers: readonly DialNumber[], label: DialNumber['label']): DialNumber[] {
  return numbers.filter((number) => number.label === label);
}

/** Cuts to a number of bytes of UTF-8, between characters. */
export function cutToBytes(text: string, maxBytes: number): string {
  if (text.length * 3 <= maxBytes || Buffer.byteLength(text) <= maxBytes) return text;
  let bytes = 0;
  let end = 0;
  for (const character of text) {
    bytes += Buffer.byteLength(character);
    if (bytes > maxBytes) break;
    end += character.length;
  }
  return text.slice(0, end).trimEnd();
}
