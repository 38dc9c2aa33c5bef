import { z } from 'zod';
import { run } from './run.ts';

/** Server-sent events of `GET /api/v1/events`. Event name = key, data = JSON of the schema. */
export const events = {
  /** A run began, went on or ended. At most a few a second for each run. */
  run: run.pick({
    id: true,
    sourceId: true,
    state: true,
    mode: true,
    received: true,
    added: true,
    updated: true,
    unchanged: true,
    deleted: true,
    pendingDeletes: true,
    total: true,
  }),
  /** Contacts changed: lists should be read again. */
  contacts: z.object({ reason: z.enum(['sync', 'edit', 'import', 'erase']) }),
  /** How far an upload is whose request named this id, to who uploads only. A few a second at most. */
  import: z.object({
    id: z.string(),
    phase: z.enum(['reading', 'comparing', 'writing', 'done', 'cancelled', 'failed']),
    /** Usable rows read until now. */
    contacts: z.number().int(),
  }),
  call: z.object({
    callId: z.string(),
    event: z.enum(['ringing', 'answered', 'ended']),
    direction: z.enum(['inbound', 'outbound']),
    number: z.string(),
    extension: z.string().nullable(),
    contactId: z.string().nullable(),
    /** Empty when nobody is known, and when the name is too long for a notice. */
    displayName: z.string(),
    at: z.iso.datetime(),
  }),
} as const;
export type EventName = keyof typeof events;
export type EventData<N extends EventName> = z.infer<(typeof events)[N]>;
