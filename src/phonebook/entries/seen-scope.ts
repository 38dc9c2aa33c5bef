import {
  type ContactField,
  type ContactFields,
  contactFields,
  emptyContact,
  type PhoneLabel,
  phoneLabels,
} from '../../domain/contact.ts';
import type { FileScope } from '../contact-form.ts';

/** What a file without columns can say is what any of its contacts says. */
export function seenScope(): { see(contact: ContactFields): void; scope(): FileScope } {
  const fields = new Set<ContactField>(['firstName', 'lastName']);
  const labels = new Set<PhoneLabel>();
  return {
    see: (contact) => {
      for (const field of contactFields)
        if (contact[field].length > 0 && contact[field] !== emptyContact[field]) fields.add(field);
      for (const { label } of contact.phones) labels.add(label);
    },
    scope: () => ({
      fields: contactFields.filter((field) => fields.has(field)),
      labels: phoneLabels.filter((label) => labels.has(label)),
      emails: 'addresses',
      saysCustomer: false,
    }),
  };
}
