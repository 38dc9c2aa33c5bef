import type { Device } from '../access/device.ts';
import type { PhoneContact } from '../directory/phone-directory.ts';
import { dialledNumber } from './dialled-number.ts';
import { namedFor } from './named-for.ts';
import type { DialNumber, PhoneEntry } from './phone-xml/format.ts';

/** A contact as this device calls it, with what it can dial of it: no fax, nothing twice; null when nothing is left. */
export function phoneEntry(contact: PhoneContact, device: Device, country: string): PhoneEntry | null {
  const numbers: DialNumber[] = [];
  for (const phone of contact.phones) {
    if (phone.label === 'fax') continue;
    const dial = dialledNumber(phone, device, country);
    if (!/[\d*#]/.test(dial) || numbers.some((number) => number.dial === dial)) continue;
    numbers.push({ dial, label: phone.label, internal: phone.e164 === null && /^\d{1,6}$/.test(dial) });
  }
  return numbers.length > 0 ? { contact: namedFor(contact, device), numbers } : null;
}
