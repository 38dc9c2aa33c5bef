import { type ContactFields, displayName } from '../domain/contact.ts';
import { foldText } from '../domain/fold-text.ts';
import { readNumber } from '../domain/number.ts';

/**
 * What a merge recognises a contact by: its e-mail addresses in any case, and its name together with each number; the
 * name alone when there is neither.
 * `plan-merge.ts` makes the same keys of the contacts in the book, in SQL.
 */
export function mergeKeys(fields: ContactFields, country: string): string[] {
  const name = foldText(displayName(fields));
  const digits = fields.phones.map(({ number }) => readNumber(number, country).digits);
  const keys = [
    ...fields.emails.map(({ email }) => `e:${sameCase(email)}`),
    ...digits.filter((text) => text !== '').map((text) => `n:${text}:${name}`),
  ];
  return keys.length === 0 ? [`n::${name}`] : [...new Set(keys)];
}

/** Lower case of ASCII, as PostgreSQL has it under the collation "C". */
export const sameCase = (email: string): string =>
  email.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
