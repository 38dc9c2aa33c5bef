import type { Device } from '../../access/device.ts';
import type { PartOfName } from '../../directory/phone-index/contact-texts.ts';
import type { IndexedContact, IndexedPhone } from '../../directory/phone-index/indexed-contact.ts';
import type { PhoneLabel } from '../../domain/contact.ts';
import { dialledNumber } from '../dialled-number.ts';
import { nameFor } from '../named-for.ts';
import { contactDn } from './tree.ts';

/** Whom values are made for. */
export interface Reader {
  readonly device: Pick<Device, 'numberFormat' | 'nationalPrefix' | 'nameOrder'>;
  readonly country: string;
}

/** An attribute of a person, with its value and with how it is searched. */
export type Attribute =
  /**
   * Searched by its text; `indexed`: the text stands among what the phone index finds words of; `part`: it is the whole
   * display name, or this part of it, where a contact has one.
   */
  | {
      readonly kind: 'name' | 'text';
      readonly name: string;
      readonly indexed: boolean;
      readonly part?: 'name' | PartOfName;
      texts(contact: IndexedContact): readonly string[];
    }
  | {
      readonly kind: 'number';
      readonly name: string;
      readonly operational?: boolean;
      phones(contact: IndexedContact): readonly IndexedPhone[];
      show?(phone: IndexedPhone): string;
    }
  | { readonly kind: 'id' | 'dn'; readonly name: string; readonly operational?: boolean }
  | { readonly kind: 'class'; readonly name: string }
  | { readonly kind: 'time'; readonly name: string; readonly operational: true }
  | { readonly kind: 'fixed'; readonly name: string; readonly operational: true; readonly value: string }
  /** Phones ask for it and no contact has it. */
  | { readonly kind: 'empty'; readonly name: string };

export const objectClasses = ['top', 'person', 'organizationalPerson', 'inetOrgPerson'] as const;
/** Copied configurations also ask for these. */
export const alsoMatchedClasses = ['user', 'contact'] as const;

const words = (
  name: string,
  text: (contact: IndexedContact) => string,
  part?: 'name' | PartOfName,
): Attribute => ({
  kind: 'name',
  name,
  indexed: true,
  part,
  texts: (contact) => some(text(contact)),
});
const plain = (name: string, text: (contact: IndexedContact) => string): Attribute => ({
  kind: 'text',
  name,
  indexed: false,
  texts: (contact) => some(text(contact)),
});
const some = (text: string): readonly string[] => (text === '' ? [] : [text]);

const numbers = (name: string, ...labels: readonly PhoneLabel[]): Attribute => ({
  kind: 'number',
  name,
  // In the order of the labels: an office number stands before another.
  phones: ({ phones }) =>
    phones.length === 1
      ? labels.includes(phones[0]!.label)
        ? phones
        : []
      : labels.flatMap((label) => phones.filter((phone) => phone.label === label)),
});

/** A short number that has no international form: one of the phone system itself. */
const isInternal = (phone: IndexedPhone) =>
  phone.e164 === null && phone.label !== 'fax' && phone.digits.length > 0 && phone.digits.length <= 6;
const internal = (name: string): Attribute => ({
  kind: 'number',
  name,
  phones: ({ phones }) => phones.filter(isInternal),
});

/** In the order in which a person's entry gives them. */
export const attributes: readonly Attribute[] = [
  { kind: 'class', name: 'objectClass' },
  words('cn', ({ displayName }) => displayName, 'name'),
  // A person must have one.
  words('sn', ({ lastName, company, displayName }) => lastName || company || displayName, 'lastName'),
  words('givenName', ({ firstName }) => firstName, 'firstName'),
  words('displayName', ({ displayName }) => displayName, 'name'),
  numbers('telephoneNumber', 'work', 'other'),
  numbers('mobile', 'mobile'),
  numbers('homePhone', 'home'),
  numbers('otherTelephone', 'other'),
  numbers('facsimileTelephoneNumber', 'fax'),
  internal('ipPhone'),
  {
    kind: 'text',
    name: 'mail',
    indexed: true,
    texts: ({ emails }) => emails.map(({ email }) => email),
  },
  words('o', ({ company }) => company),
  plain('ou', ({ department }) => department),
  plain('title', ({ jobTitle }) => jobTitle),
  { kind: 'id', name: 'uid' },
];

/** Given only to who asks by name, or for `+`. */
const onRequest: readonly Attribute[] = [
  words('company', ({ company }) => company),
  plain('department', ({ department }) => department),
  plain('departmentNumber', ({ department }) => department),
  plain('middleName', ({ middleName }) => middleName),
  internal('extension'),
  numbers('other', 'other'),
  {
    kind: 'number',
    name: 'metaSearchNumber',
    phones: ({ phones }) => phones.filter(({ label, digits }) => label !== 'fax' && digits !== ''),
    show: ({ digits }) => digits,
  },
  { kind: 'dn', name: 'entryDN', operational: true },
  { kind: 'dn', name: 'dn' },
  { kind: 'dn', name: 'distinguishedName' },
  { kind: 'fixed', name: 'structuralObjectClass', operational: true, value: 'inetOrgPerson' },
  { kind: 'fixed', name: 'subschemaSubentry', operational: true, value: 'cn=Subschema' },
  { kind: 'fixed', name: 'hasSubordinates', operational: true, value: 'FALSE' },
  { kind: 'time', name: 'modifyTimestamp', operational: true },
  ...['pager', 'l', 'street', 'postalCode', 'st', 'c', 'description', 'initials', 'jpegPhoto'].map(
    (name): Attribute => ({ kind: 'empty', name }),
  ),
];

const aliases: Readonly<Record<string, string>> = {
  commonname: 'cn',
  surname: 'sn',
  gn: 'givenname',
  officephone: 'telephonenumber',
  mobiletelephonenumber: 'mobile',
  hometelephonenumber: 'homephone',
  hometelephone: 'homephone',
  fax: 'facsimiletelephonenumber',
  rfc822mailbox: 'mail',
  email: 'mail',
  organizationname: 'o',
  organizationalunitname: 'ou',
  userid: 'uid',
};

const byName = new Map([...attributes, ...onRequest].map((one) => [one.name.toLowerCase(), one]));

/** The attribute of a name, in small letters and without options; undefined when there is none. */
export const attributeOf = (name: string): Attribute | undefined => byName.get(aliases[name] ?? name);

export const operationalAttributes = onRequest.filter((one) => 'operational' in one && one.operational);
export const everyAttribute: readonly Attribute[] = [...attributes, ...onRequest];

/** What an entry shows of an attribute. */
export function valuesOf(attribute: Attribute, contact: IndexedContact, reader: Reader): readonly string[] {
  switch (attribute.kind) {
    case 'name':
    case 'text':
      return shownTexts(attribute, contact, reader);
    case 'number':
      return shownNumbers(attribute.phones(contact), attribute.show, reader);
    case 'id':
      return [contact.id];
    case 'dn':
      return [contactDn(contact.id, contact.book)];
    case 'class':
      return objectClasses;
    case 'time':
      return [generalizedTime(contact.updatedAt)];
    case 'fixed':
      return [attribute.value];
    case 'empty':
      return [];
  }
}

/** A name is given as the device writes it, and found in every order. */
export const shownTexts = (
  attribute: Extract<Attribute, { kind: 'name' | 'text' }>,
  contact: IndexedContact,
  { device }: { readonly device: Pick<Device, 'nameOrder'> },
): readonly string[] =>
  attribute.part === 'name' ? some(nameFor(contact, device)) : attribute.texts(contact);

function shownNumbers(
  phones: readonly IndexedPhone[],
  show: ((phone: IndexedPhone) => string) | undefined,
  { device, country }: Reader,
): readonly string[] {
  if (phones.length === 0) return [];
  const shown = phones
    .map((phone) => (show ? show(phone) : dialledNumber(phone, device, country)))
    .filter((number) => number !== '');
  return shown.length > 1 ? [...new Set(shown)] : shown;
}

/** RFC 4517 3.3.13. */
const generalizedTime = (at: number) => `${new Date(at).toISOString().replace(/[-:T]|\.\d+/g, '')}`;
