import type { Device } from '../src/access/device.ts';
import type { PublishedPhone } from '../src/database/tables.ts';
import type { PhoneContact, PhoneDirectory } from '../src/directory/phone-directory.ts';
import { emptyContact } from '../src/domain/contact.ts';
import { foldText } from '../src/domain/fold-text.ts';
import type { ContactId, DeviceId, TenantId } from '../src/domain/ids.ts';
import { readNumber } from '../src/domain/number.ts';

// A small directory in memory, for tests of what phones get: the formats' rules do not depend on where contacts come from.

export function phoneContact(
  id: number,
  given: Partial<Omit<PhoneContact, 'id' | 'phones'>> & {
    readonly phones?: readonly (readonly [PublishedPhone['label'], string])[];
  },
): PhoneContact {
  const { firstName = '', middleName = '', lastName = '', company = '' } = given;
  const phones = (given.phones ?? []).map(([label, number]) => {
    const { e164, extension, dial } = readNumber(number, 'DE');
    return { number, label, e164, extension, dial };
  });
  const name = [firstName, middleName, lastName].filter(Boolean).join(' ');
  return {
    ...emptyContact,
    book: 'central',
    ...given,
    firstName,
    middleName,
    lastName,
    company,
    displayName: given.displayName ?? (name || company || (phones[0]?.number ?? '')),
    id: `00000000-0000-7000-8000-${String(id).padStart(12, '0')}` as ContactId,
    phones,
  };
}

/** Contacts in the order given; finds inside the display name, folded, and in the digits of numbers. */
export function phoneBook(contacts: readonly PhoneContact[], country = 'DE'): PhoneDirectory {
  const found = (q: string) =>
    contacts.filter(
      (contact) =>
        foldText(contact.displayName).includes(foldText(q)) ||
        (/^[\d+]+$/.test(q) &&
          contact.phones.some(({ number }) => number.replace(/[^\d+]/g, '').includes(q))),
    );
  return {
    search: async (_viewer, { q, offset, limit }) => {
      const all = found(q);
      return { contacts: all.slice(offset, offset + limit), total: all.length };
    },
    all: async function* () {
      for (let at = 0; at < contacts.length; at += 3) yield contacts.slice(at, at + 3);
    },
    lookup: async (_viewer, number) => {
      const wanted = readNumber(number, country).digits;
      return (
        contacts.find(({ phones }) =>
          phones.some((phone) => wanted !== '' && readNumber(phone.number, country).digits === wanted),
        ) ?? null
      );
    },
    revision: async () => String(contacts.length),
    country: async () => country,
  };
}

export const testDevice = (settings: Partial<Device> = {}): Device => ({
  tenantId: '00000000-0000-7000-8000-00000000000a' as TenantId,
  id: '00000000-0000-7000-8000-00000000000b' as DeviceId,
  name: 'Lobby',
  vendor: null,
  ownerId: null,
  numberFormat: 'given',
  nationalPrefix: '',
  nameOrder: null,
  maxEntries: null,
  allowedNetworks: [],
  ...settings,
});

/** People and companies that formats stumble over. All of them are invented. */
export const difficultContacts: readonly PhoneContact[] = [
  phoneContact(1, {
    firstName: 'Ada',
    lastName: 'Archer',
    company: 'Example Ltd',
    department: 'R&D',
    jobTitle: 'Head of "Things"',
    emails: [{ email: 'ada@example.test', label: 'business' }],
    phones: [
      ['work', '2001'],
      ['mobile', '+44 7700 900001'],
      ['fax', '+44 20 7946 0999'],
      ['work', '+44 (0)20 7946 0001 x622'],
      ['mobile', '0044 7700 900002'],
      ['home', '030 23125 001'],
    ],
  }),
  phoneContact(2, { company: 'Müller & Söhne <Support>', phones: [['work', '+49 30 23125 456']] }),
  phoneContact(3, { firstName: 'No', lastName: 'Number' }),
  phoneContact(4, { firstName: 'Only', lastName: 'Fax', phones: [['fax', '+49 30 23125 457']] }),
  phoneContact(5, {
    firstName: 'Zoë\u0007\ufffe\ud800',
    lastName: 'O\'Neill\r\n"Zed"',
    phones: [
      ['mobile', '+49 151 23456789'],
      ['other', '*72#'],
    ],
  }),
  phoneContact(6, { firstName: '🎧', lastName: '日本語', phones: [['other', '110']] }),
  phoneContact(7, {
    firstName: 'Same',
    lastName: 'Number',
    phones: [
      ['work', '+49 30 23125 456'],
      ['home', '(030) 23125-001'],
    ],
  }),
  phoneContact(8, { firstName: 'W', lastName: 'ü'.repeat(60), phones: [['home', '+49 30 23125 458']] }),
  phoneContact(9, { firstName: 'Text', lastName: 'Only', phones: [['work', 'call reception']] }),
  phoneContact(10, {
    book: 'personal',
    firstName: 'My',
    lastName: 'Dentist',
    phones: [['work', '+49 30 23125 459']],
  }),
];
