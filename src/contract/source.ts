import { z } from 'zod';

export const sourceState = z.enum(['idle', 'running', 'held', 'failed']);

export const sourceStatus = z.object({
  state: sourceState,
  lastSuccessAt: z.iso.datetime().nullable(),
  synced: z.number().int(),
  deleted: z.number().int(),
  nextRunAt: z.iso.datetime().nullable(),
  message: z.string().describe('What happened and what to do, in plain words; empty when all is well'),
  remark: z.string().describe('How this source works, where that needs saying'),
  contacts: z.number().int().describe('Contacts of this source in the directory now'),
  pendingDeletes: z.number().int().describe('Removals of the held run that wait for Apply or Discard'),
  runId: z.string().nullable().describe('The run that is under way or held, else the last one'),
  progress: z.object({ received: z.number().int(), total: z.number().int().nullable() }).nullable(),
});

/** What everybody sees of a source. */
export const sourceName = z.object({ id: z.string(), kind: z.string(), name: z.string() });

export const source = sourceName.extend({
  enabled: z.boolean(),
  intervalHours: z.number().int(),
  createdAt: z.iso.datetime(),
  settings: z
    .record(z.string(), z.unknown())
    .describe('Without secrets: a secret `x` shows as `xSet: true` (e.g. clientSecretSet)'),
  status: sourceStatus,
});
export type Source = z.infer<typeof source>;

export const sourceList = z.object({
  items: z.array(z.union([source, sourceName])),
  nextCursor: z.string().optional(),
});

const interval = z
  .number()
  .int('Whole hours only.')
  .min(1, 'At least 1 hour.')
  .max(720, 'At most 720 hours (30 days).');

export const sourceCreate = z.strictObject({
  kind: z.string().max(50),
  name: z.string().trim().min(1, 'Give the source a name.').max(100).optional(),
  enabled: z.boolean(),
  intervalHours: interval.default(24),
  settings: z.record(z.string(), z.unknown()),
});

export const sourcePatch = z.strictObject({
  name: z.string().trim().min(1, 'Give the source a name.').max(100).optional(),
  enabled: z.boolean().optional(),
  intervalHours: interval.optional(),
  settings: z.record(z.string(), z.unknown()).optional(),
});

/** Either settings as typed (with `id` too: secrets left out are taken from that source), or a saved source. */
export const sourceTest = z.strictObject({
  id: z.string().optional(),
  kind: z.string().max(50).optional(),
  settings: z.record(z.string(), z.unknown()).optional(),
});

export const sampleContact = z.object({
  displayName: z.string(),
  company: z.string(),
  phone: z.string(),
  email: z.string(),
});
export const sourceTestResult = z.object({
  ok: z.boolean(),
  message: z.string(),
  sample: z.array(sampleContact).max(3),
});
export type SourceTestResult = z.infer<typeof sourceTestResult>;

export const syncBody = z.strictObject({ mode: z.literal('full').optional() });
export const syncAccepted = z.object({ runId: z.string() });
export const eraseResult = z.object({ contacts: z.number().int(), activities: z.number().int() });
