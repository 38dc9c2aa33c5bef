import { z } from 'zod';
import { instant } from '../domain/instant.ts';
import { emailAddress, password, roles } from './session.ts';

const extension = z
  .string()
  .trim()
  .max(50)
  .regex(/^[0-9*#A-Za-z._-]*$/, 'An extension holds digits and letters, such as 204.')
  .nullable();
const name = z.string().trim().max(200);

export const person = z.object({
  id: z.string(),
  email: z.string(),
  name: z.string(),
  role: z.enum(roles),
  extension: z.string().nullable(),
  disabled: z.boolean(),
  invited: z.boolean().describe('Has not set a password yet'),
  personalContacts: z.number().int().describe('How many contacts would go with this person'),
  createdAt: z.iso.datetime(),
});
export type Person = z.infer<typeof person>;
export const personList = z.object({ items: z.array(person), nextCursor: z.string().optional() });
export const personQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(1000).default(200),
  cursor: z.string().max(2000).optional(),
});

export const personCreate = z.strictObject({
  email: emailAddress,
  name: name.default(''),
  role: z.enum(roles),
  extension: extension.default(null),
});
export const personPatch = z.strictObject({
  name: name.optional(),
  role: z.enum(roles).optional(),
  extension: extension.optional(),
  disabled: z.boolean().optional(),
});
/** The link by which somebody sets a password. Shown once; good for seven days and one use. */
export const invitationLink = z.object({ url: z.string(), expiresAt: z.iso.datetime() });
export const personCreated = person.extend({ invitation: invitationLink });

export const invitationQuery = z.strictObject({ token: z.string().max(200) });
export const invitationState = z.object({ email: z.string(), name: z.string(), tenant: z.string() });
export const invitationAccept = z.strictObject({ token: z.string().max(200), password });

export const profilePatch = z.strictObject({
  name: name.optional(),
  currentPassword: z.string().max(200).optional(),
  newPassword: password.optional(),
});

export const apiKey = z.object({
  id: z.string(),
  name: z.string(),
  role: z.enum(roles),
  createdAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime().nullable(),
});
export const apiKeyList = z.object({ items: z.array(apiKey), nextCursor: z.string().optional() });
export const apiKeyCreate = z.strictObject({
  name: z.string().trim().min(1, 'Give the key a name.').max(200),
  role: z.enum(roles),
});
export const apiKeyCreated = z.object({
  id: z.string(),
  name: z.string(),
  role: z.enum(roles),
  key: z.string(),
});

export const auditEvent = z.object({
  id: z.string(),
  at: z.iso.datetime(),
  actor: z.object({
    kind: z.enum(['person', 'api-key', 'system']),
    id: z.string().nullable(),
    name: z.string(),
  }),
  action: z.string(),
  subjectKind: z.string(),
  subjectId: z.string().nullable(),
  subjectName: z
    .string()
    .describe('What it is called today, or was; empty for a personal contact and for what is gone'),
  details: z.record(z.string(), z.unknown()),
});
export type AuditEvent = z.infer<typeof auditEvent>;
export const auditList = z.object({ items: z.array(auditEvent), nextCursor: z.string().optional() });
const auditFilter = {
  subjectKind: z
    .enum(['contact', 'source', 'run', 'person', 'api-key', 'device', 'book', 'tenant'])
    .optional(),
  subjectId: z.guid().optional(),
  actor: z.string().max(200).optional().describe('Part of the name of who did it'),
  since: instant.optional(),
  until: instant.optional(),
};
export const auditQuery = z.strictObject({
  ...auditFilter,
  limit: z.coerce.number().int().min(1).max(1000).default(50),
  cursor: z.string().max(2000).optional(),
});
export const auditCsvQuery = z.strictObject(auditFilter);
