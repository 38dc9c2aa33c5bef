import type { Device } from '../access/device.ts';
import { displayName, type Named } from '../domain/contact.ts';

/** What a device calls a contact: in its own order of names where it has one, else as its company does. */
export const nameFor = (
  contact: Named & { readonly displayName: string },
  { nameOrder }: Pick<Device, 'nameOrder'>,
): string => (nameOrder === null ? contact.displayName : displayName(contact, nameOrder));

/** The contact under that name. */
export const namedFor = <C extends Named & { readonly displayName: string }>(
  contact: C,
  device: Pick<Device, 'nameOrder'>,
): C => {
  const name = nameFor(contact, device);
  return name === contact.displayName ? contact : { ...contact, displayName: name };
};
