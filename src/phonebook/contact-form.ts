import {
  type ContactField,
  contactFields,
  contactTexts,
  type PhoneLabel,
  phoneLabels,
} from '../domain/contact.ts';
import { type Mapping, readTemplate } from '../domain/mapping.ts';
import { phoneLabelOf } from '../domain/phone-words.ts';

/** How a file is read. `plain`: `first,middle,last,email,company,type:number…`; `columns`: by its header. */
export type ContactForm = 'plain' | 'columns' | 'vcard' | 'ldif' | 'xml';

/** What a file can say about a contact: a Replace compares nothing else, a Merge touches nothing else. */
export interface FileScope {
  readonly fields: readonly ContactField[];
  /** The labels of its numbers. */
  readonly labels: readonly PhoneLabel[];
  readonly emails: 'first' | 'addresses' | 'labelled';
  /** A contact that it does not call a lead is a customer: it has a column for that. */
  readonly saysCustomer: boolean;
}

export const plainScope: FileScope = {
  fields: ['firstName', 'middleName', 'lastName', 'company', 'phones', 'emails'],
  labels: ['work', 'mobile', 'home', 'fax'],
  emails: 'first',
  saysCustomer: false,
};

/** The same of a file that says `other:` too, as a download does: else such numbers of a contact are not its matter. */
export const plainScopeWithOther: FileScope = { ...plainScope, labels: phoneLabels };

export const wholeScope: FileScope = {
  fields: contactFields,
  labels: phoneLabels,
  emails: 'labelled',
  saysCustomer: false,
};

/** What the columns of a mapping can say. */
export function mappedScope(mapping: Mapping): FileScope {
  const { displayName, phones = [], emails = [] } = mapping;
  const names = displayName === undefined ? [] : (['firstName', 'lastName'] as const);
  const isFixed = ({ label }: { label: string }) =>
    readTemplate(label)
      .flat()
      .every((part) => 'text' in part);
  return {
    fields: [
      ...new Set<ContactField>([
        ...names,
        ...contactTexts.filter((name) => mapping[name] !== undefined),
        ...(phones.length > 0 ? (['phones'] as const) : []),
        ...(emails.length > 0 ? (['emails'] as const) : []),
      ]),
    ],
    labels: phones.every(isFixed)
      ? phoneLabels.filter((label) => phones.some((phone) => phoneLabelOf(phone.label) === label))
      : phoneLabels,
    emails: emails.every(isFixed) ? 'addresses' : 'labelled',
    saysCustomer: mapping.type !== undefined,
  };
}
