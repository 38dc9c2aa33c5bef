import { type NameOrder, type NameParts, personName } from './person-name.ts';

// What a contact is, before anybody asks where it came from. Text that is not there is ''.

export const phoneLabels = ['mobile', 'work', 'home', 'fax', 'other'] as const;
export const emailLabels = ['private', 'business', 'other'] as const;
export const contactTypes = ['customer', 'lead'] as const;

export type PhoneLabel = (typeof phoneLabels)[number];
export type EmailLabel = (typeof emailLabels)[number];
export type ContactType = (typeof contactTypes)[number];

/** A number as somebody gave it; `readNumber` derives E.164, digits and extension from it. */
export interface Phone {
  readonly number: string;
  readonly label: PhoneLabel;
}

export interface Email {
  readonly email: string;
  readonly label: EmailLabel;
}

/** The fields that a source, a file or a person fills. The first number is the main one. */
export interface ContactFields {
  readonly firstName: string;
  readonly middleName: string;
  readonly lastName: string;
  readonly company: string;
  readonly department: string;
  readonly jobTitle: string;
  readonly type: ContactType;
  readonly notes: string;
  readonly phones: readonly Phone[];
  readonly emails: readonly Email[];
  /** What the source itself calls the contact, where that is another name than ours: found, and never shown or edited. */
  readonly shownAs?: string;
}

/** The fields that people see and edit. */
export type ContactField = Exclude<keyof ContactFields, 'shownAs'>;

/** Those that are one text. */
export const contactTexts = [
  'firstName',
  'middleName',
  'lastName',
  'company',
  'department',
  'jobTitle',
  'type',
  'notes',
] as const satisfies readonly ContactField[];

export const contactFields = [...contactTexts, 'phones', 'emails'] as const satisfies readonly ContactField[];

export const emptyContact: ContactFields = {
  firstName: '',
  middleName: '',
  lastName: '',
  company: '',
  department: '',
  jobTitle: '',
  type: 'customer',
  notes: '',
  phones: [],
  emails: [],
};

/** Limits in characters (code units) and entries; what exceeds them is an issue or a 422, never cut silently. */
export const contactLimits = {
  name: 500,
  company: 500,
  notes: 20_000,
  number: 100,
  email: 320,
  phones: 100,
  emails: 100,
} as const;

/** What the name of a contact is made of. */
export type Named = NameParts & {
  readonly company: string;
  readonly emails: readonly Pick<Email, 'email'>[];
  readonly phones: readonly Pick<Phone, 'number'>[];
};

/** The name a person sees: names, else company, else e-mail, else number. */
export function displayName(contact: Named, order: NameOrder = 'first-last'): string {
  return (
    personName(contact, order) ||
    contact.company ||
    contact.emails[0]?.email ||
    contact.phones[0]?.number ||
    ''
  );
}
