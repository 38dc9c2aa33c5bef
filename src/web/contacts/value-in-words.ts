import { z } from 'zod';
import { type ContactField, contactTypes, emailLabels, phoneLabels } from '../../domain/contact.ts';
import { emailLabelWords, phoneLabelWords, typeWords } from './words.ts';

const numbers = z.array(z.object({ number: z.string(), label: z.enum(phoneLabels) }));
const emails = z.array(z.object({ email: z.string(), label: z.enum(emailLabels) }));
const type = z.enum(contactTypes);

/** A field's value in one line; empty for an empty one. */
export function valueInWords(field: ContactField, value: unknown): string {
  if (field === 'phones') {
    const read = numbers.safeParse(value).data ?? [];
    return read.map(({ number, label }) => `${number} (${phoneLabelWords[label]})`).join(', ');
  }
  if (field === 'emails') {
    const read = emails.safeParse(value).data ?? [];
    return read.map(({ email, label }) => `${email} (${emailLabelWords[label]})`).join(', ');
  }
  if (field === 'type') {
    const read = type.safeParse(value).data;
    return read ? typeWords[read] : '';
  }
  return typeof value === 'string' ? value : '';
}
