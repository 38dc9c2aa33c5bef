import { z } from 'zod';
import { contactFields, contactLimits, contactTypes, emailLabels, phoneLabels } from '../domain/contact.ts';
import { numberFault } from '../domain/number-fault.ts';

const text = (max: number) => z.string().max(max);

/** As a person or program writes a number: whatever the reader of numbers reads to its end (domain/number.ts). */
export const phoneInput = z.strictObject({
  number: z
    .string()
    .trim()
    .max(contactLimits.number)
    .check((context) => {
      const message = numberFault(context.value);
      if (message !== null) context.issues.push({ code: 'custom', message, input: context.value });
    }),
  label: z.enum(phoneLabels),
});

export const emailInput = z.strictObject({
  email: z
    .string()
    .trim()
    .max(contactLimits.email)
    .regex(/^[^\s@]+@[^\s@]+$/, 'Enter an e-mail address such as ada@example.com.'),
  label: z.enum(emailLabels),
});

/** The writable fields of a contact. In a PATCH, `null` clears a field. */
export const contactFieldsInput = z.strictObject({
  firstName: text(contactLimits.name).trim(),
  middleName: text(contactLimits.name).trim(),
  lastName: text(contactLimits.name).trim(),
  company: text(contactLimits.company).trim(),
  department: text(contactLimits.company).trim(),
  jobTitle: text(contactLimits.company).trim(),
  type: z.enum(contactTypes),
  notes: text(contactLimits.notes),
  phones: z.array(phoneInput).max(contactLimits.phones),
  emails: z.array(emailInput).max(contactLimits.emails),
});

export const contactPatch = z.strictObject(
  Object.fromEntries(
    Object.entries(contactFieldsInput.shape).map(([key, schema]) => [
      key,
      (schema as z.ZodType).nullable().optional(),
    ]),
  ) as {
    [K in keyof typeof contactFieldsInput.shape]: z.ZodOptional<
      z.ZodNullable<(typeof contactFieldsInput.shape)[K]>
    >;
  },
);
export type ContactPatch = z.infer<typeof contactPatch>;

export const books = ['central', 'personal'] as const;

export const contactCreate = contactFieldsInput.partial().extend({ book: z.enum(books).default('central') });

export const phone = z.object({
  number: z.string(),
  label: z.enum(phoneLabels),
  e164: z.string().nullable(),
  extension: z.string().nullable(),
  dial: z
    .string()
    .describe('What a phone dials: `+`, digits, `*` and `#`; empty when there is nothing to dial'),
  tail: z
    .string()
    .optional()
    .describe('What is dialled after a second pause, such as a conference code: shown, not dialled'),
});

export const contactSource = z.object({ id: z.string(), kind: z.string(), name: z.string() });

export const contact = z.object({
  id: z.string(),
  displayName: z.string(),
  firstName: z.string(),
  middleName: z.string(),
  lastName: z.string(),
  company: z.string(),
  department: z.string(),
  jobTitle: z.string(),
  type: z.enum(contactTypes),
  notes: z.string(),
  phones: z.array(phone),
  emails: z.array(z.object({ email: z.string(), label: z.enum(emailLabels) })),
  book: z.enum(books),
  source: contactSource.nullable(),
  edited: z.array(z.string()),
  hidden: z.boolean(),
  updatedAt: z.iso.datetime(),
});
export type Contact = z.infer<typeof contact>;

/** Overridden fields of a synced contact. */
export const contactEdits = z.record(
  z.string(),
  z.object({
    value: z.unknown(),
    sourceValue: z.unknown(),
    editedBy: z.string(),
    editedAt: z.iso.datetime(),
  }),
);

export const contactDetail = contact.extend({ fields: contactEdits });
export type ContactDetail = z.infer<typeof contactDetail>;

export const contactList = z.object({
  items: z.array(contact),
  total: z.number().int(),
  totalExact: z.boolean(),
  nextCursor: z.string().optional(),
});
export type ContactList = z.infer<typeof contactList>;

export const contactListQuery = z.strictObject({
  q: z.string().max(200).optional(),
  source: z.string().max(100).optional().describe("A source's id, or `local`"),
  book: z.enum(books).optional(),
  hidden: z.enum(['true', 'false']).optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(50),
  cursor: z.string().max(2000).optional(),
});

export const useSourceBody = z.strictObject({ fields: z.array(z.enum(contactFields)).max(20).optional() });
export const lookupQuery = z.strictObject({ number: z.string().min(1).max(300) });
export const lookupResult = z.object({ match: contact.nullable(), others: z.number().int() });
