import { z } from 'zod';
import { instant } from '../domain/instant.ts';

export const activityKinds = ['note', 'call', 'email'] as const;
export const directions = ['inbound', 'outbound'] as const;

const text = z.string().max(20_000, 'At most 20,000 characters.');
const number = z.string().trim().max(100);

export const activity = z.object({
  id: z.string(),
  contactId: z.string().nullable(),
  kind: z.enum(activityKinds),
  at: z.iso.datetime(),
  text: z.string(),
  direction: z.enum(directions).nullable(),
  number: z.string(),
  extension: z.string().nullable(),
  durationSeconds: z.number().int().nullable(),
  author: z.object({
    kind: z.enum(['person', 'api-key', 'system']),
    id: z.string().nullable(),
    name: z.string(),
  }),
  editedAt: z.iso.datetime().nullable(),
});
export type Activity = z.infer<typeof activity>;

export const activityList = z.object({ items: z.array(activity), nextCursor: z.string().optional() });

export const activityQuery = z.strictObject({
  kind: z.enum(activityKinds).optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(50),
  cursor: z.string().max(2000).optional(),
});

export const activityCreate = z
  .strictObject({
    kind: z.enum(activityKinds),
    text: text.default(''),
    direction: z.enum(directions).optional(),
    number: number.optional(),
    at: instant.optional(),
    durationSeconds: z.number().int().min(0).max(604_800).optional(),
  })
  .refine((value) => value.kind !== 'note' || value.text.trim() !== '', {
    path: ['text'],
    message: 'Write something, or cancel.',
  });

export const activityPatch = z.strictObject({
  text: text.refine((value) => value.trim() !== '', 'Write something.'),
});

export const callReport = z.strictObject({
  event: z.enum(['ringing', 'answered', 'ended']),
  callId: z.string().trim().min(1).max(200),
  number,
  direction: z.enum(directions),
  extension: z.string().trim().max(50).optional(),
  at: instant.optional(),
  durationSeconds: z.number().int().min(0).max(604_800).optional(),
});
export type CallReport = z.infer<typeof callReport>;

export const callAccepted = z.object({ contactId: z.string().nullable() });

export const call = z.object({
  callId: z.string(),
  event: z.enum(['ringing', 'answered', 'ended']),
  direction: z.enum(directions),
  number: z.string(),
  extension: z.string().nullable(),
  contactId: z.string().nullable(),
  displayName: z.string(),
  at: z.iso.datetime(),
  durationSeconds: z.number().int().nullable(),
});
export type Call = z.infer<typeof call>;

export const callList = z.object({ items: z.array(call), nextCursor: z.string().optional() });
export const callQuery = z.strictObject({
  open: z.enum(['true', 'false']).optional().describe('true: only those that have not ended'),
  limit: z.coerce.number().int().min(1).max(200).default(20),
});
