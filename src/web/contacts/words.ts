import type { ContactField } from '../../domain/contact.ts';

// What the words of the contract are called on the pages.

export const phoneLabelWords = {
  mobile: 'Mobile',
  work: 'Work',
  home: 'Home',
  fax: 'Fax',
  other: 'Other',
} as const;

export const emailLabelWords = { private: 'Private', business: 'Business', other: 'Other' } as const;

export const typeWords = { customer: 'Customer', lead: 'Lead' } as const;

export const fieldWords: Readonly<Record<ContactField, string>> = {
  firstName: 'First name',
  middleName: 'Middle name',
  lastName: 'Last name',
  company: 'Company',
  department: 'Department',
  jobTitle: 'Job title',
  type: 'Type',
  notes: 'Notes',
  phones: 'Numbers',
  emails: 'E-mails',
};
