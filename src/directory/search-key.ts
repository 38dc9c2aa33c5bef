import type { ContactFields } from '../domain/contact.ts';
import { foldText } from '../domain/fold-text.ts';

/** The derived columns that text search reads: the folded name, and everything that is searched, folded. */
export function searchKey(
  fields: ContactFields,
  displayName: string,
): { name_key: string; search_text: string } {
  const emails = fields.emails.map(({ email }) => email);
  const parts = [fields.firstName, fields.middleName, fields.lastName, fields.company, ...emails];
  return { name_key: foldText(displayName), search_text: foldText(parts.filter((part) => part !== '').join(' ')) };
}
