import type { Contact } from '../../contract/contact.ts';
import type { Role } from '../../contract/session.ts';

/** Who may change what; the server decides the same. */
export function mayEdit(role: Role, contact: Pick<Contact, 'book' | 'source'>): boolean {
  if (role === 'administrator' || contact.book === 'personal') return true;
  return role === 'agent' && contact.source !== null;
}
