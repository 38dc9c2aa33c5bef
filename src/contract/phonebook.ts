import { z } from 'zod';
import { contactFields } from '../domain/contact.ts';
import { books } from './contact.ts';

const count = z.number().int();

export const importQuery = z.strictObject({
  book: z.enum(books).default('central'),
  mode: z.enum(['replace', 'merge']).default('replace'),
  dryRun: z.enum(['true', 'false']).default('false').describe('true: a preview, nothing is written'),
  progress: z.guid().optional().describe('Any new id: `import` events of `/events` then tell how far it is'),
});

const skippedNumber = z.object({ row: count, value: z.string(), reason: z.string() });
const rejectedRow = z.object({ row: count, reason: z.string() });

/** `row` is the record's number in the file, from 1, a header counted. Lists are capped; totals count all. */
export const importResult = z.object({
  contacts: count,
  added: count,
  updated: count,
  unchanged: count,
  deleted: count,
  skippedNumbers: z.array(skippedNumber),
  skippedTotal: count,
  rejectedRows: z.array(rejectedRow),
  rejectedTotal: count,
  mergedRows: z.array(rejectedRow),
  mergedTotal: count,
  changes: z
    .object({
      added: z.array(z.object({ row: count, name: z.string() })),
      updated: z.array(
        z.object({
          row: count,
          contactId: z.string(),
          name: z.string(),
          matchedBy: z.string(),
          fields: z.array(z.enum(contactFields)),
        }),
      ),
      unchanged: z
        .array(z.object({ row: count, contactId: z.string(), name: z.string(), matchedBy: z.string() }))
        .describe(
          'Contacts that the file is about and leaves as they are; `matchedBy` is empty in a replace',
        ),
      deleted: z.array(z.object({ contactId: z.string(), name: z.string() })),
    })
    .describe('The first hundred of each'),
  form: z.enum(['plain', 'pbxware8', 'vcard']),
  encoding: z.string(),
  reportId: z
    .string()
    .optional()
    .describe('For `GET /phonebook/reports/{id}`: there when a row or number was not used as it stands'),
  importId: z.string().optional(),
});
export type ImportResult = z.infer<typeof importResult>;

export const importRecord = z.object({
  id: z.string(),
  book: z.enum(books),
  mode: z.enum(['replace', 'merge']),
  at: z.iso.datetime(),
  importedBy: z.string(),
  contacts: count,
  added: count,
  updated: count,
  unchanged: count,
  deleted: count,
  undoneAt: z.iso.datetime().nullable(),
  undoneBy: z.string().nullable(),
  undoable: z.boolean(),
});
export type ImportRecord = z.infer<typeof importRecord>;
export const importList = z.object({ items: z.array(importRecord), nextCursor: z.string().optional() });

export const undoResult = z.object({
  restored: count,
  removed: count,
  kept: z.array(z.object({ contactId: z.string(), name: z.string(), reason: z.string() })),
  keptTotal: count,
});
export type UndoResult = z.infer<typeof undoResult>;

export const bookQuery = z.strictObject({ book: z.enum(books).default('central') });
export const exportQuery = bookQuery.extend({ format: z.enum(['csv', 'vcard']).default('csv') });
