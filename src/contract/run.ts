import { z } from 'zod';

export const runIssue = z.object({ externalId: z.string().nullable(), reason: z.string() });

export const run = z.object({
  id: z.string(),
  sourceId: z.string(),
  mode: z.enum(['full', 'delta']),
  trigger: z.enum(['saved', 'schedule', 'manual', 'recovery']),
  state: z.enum(['running', 'succeeded', 'failed', 'held', 'discarded', 'cancelled']),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
  received: z.number().int(),
  added: z.number().int(),
  updated: z.number().int(),
  unchanged: z.number().int(),
  deleted: z.number().int(),
  pendingDeletes: z.number().int(),
  total: z.number().int().nullable().describe('How many contacts the source said it has, for progress'),
  issueCount: z.number().int(),
  issues: z.array(runIssue).describe('The first 100'),
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
});
export type Run = z.infer<typeof run>;

export const runList = z.object({ items: z.array(run), nextCursor: z.string().optional() });

/** A contact that a run added, updated, removed, or (held) would remove. */
export const runChange = z.object({
  contactId: z.string(),
  externalId: z.string(),
  displayName: z.string(),
  change: z.enum(['added', 'updated', 'deleted', 'pending-delete']),
});
export type RunChange = z.infer<typeof runChange>;
export const runChangeList = z.object({ items: z.array(runChange), nextCursor: z.string().optional() });

export const pageQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(1000).default(50),
  cursor: z.string().max(2000).optional(),
});
export const runChangeQuery = pageQuery.extend({
  change: z.enum(['added', 'updated', 'deleted', 'pending-delete']).optional(),
});
