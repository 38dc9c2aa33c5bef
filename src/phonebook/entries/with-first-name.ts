import type { MappedContact } from '../../domain/mapping.ts';
import { splitName } from '../../domain/split-name.ts';

/**
 * `cn: Jörg Müller`, `sn: Müller` and no `givenName`, which few directories ask for: the rest of the name is the first
 * one. Where they say different things, the whole name is more; of one word it is a login.
 */
export function withFirstName(contact: MappedContact, names: readonly string[]): MappedContact {
  const { firstName, lastName, company } = contact;
  if (firstName !== '' || lastName === '') return contact;
  const whole = names
    .map((name) => name.replace(/\s+/g, ' '))
    .filter((name) => name.includes(' ') && name !== company && name !== lastName);
  for (const name of whole) {
    if (name.endsWith(` ${lastName}`))
      return { ...contact, firstName: name.slice(0, -lastName.length).trim() };
    if (name.startsWith(`${lastName}, `)) return { ...contact, firstName: name.slice(lastName.length + 2) };
  }
  return whole[0] === undefined ? contact : { ...contact, ...splitName(whole[0]) };
}
