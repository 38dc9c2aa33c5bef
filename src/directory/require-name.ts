import type { ContactFields } from '../domain/contact.ts';
import { DirectoryError } from '../domain/errors.ts';

/** One of first name, last name and company is required of a local contact. */
export function requireName(fields: ContactFields): void {
  if ([fields.firstName, fields.lastName, fields.company].some((text) => text.trim() !== '')) return;
  const message = 'Enter a first name, a last name or a company.';
  throw new DirectoryError('invalid-input', message, { errors: [{ path: 'firstName', message }] });
}
