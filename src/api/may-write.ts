import type { Role } from '../access/principal.ts';
import { DirectoryError } from '../domain/errors.ts';

/**
 * Who may write a contact that they can see: one's own personal contacts everybody, synced ones agents and
 * administrators, the central book administrators. Ends with `not-allowed`.
 */
export function mayWrite(
  role: Role,
  contact: { readonly book: 'central' | 'personal'; readonly source: object | null },
): void {
  if (contact.book === 'personal' || role === 'administrator') return;
  if (contact.source === null)
    throw new DirectoryError('not-allowed', 'Only administrators change the central book.');
  if (role !== 'agent')
    throw new DirectoryError('not-allowed', 'Only agents and administrators change synced contacts.');
}
