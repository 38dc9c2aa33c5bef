import { z } from 'zod';
import { contactFields } from '../domain/contact.ts';
import { fileEncodings } from '../domain/file-encodings.ts';
import { mappingLimit, mappingSchema } from '../domain/mapping-schema.ts';
import { books, contact, phone } from './contact.ts';

const count = z.number().int();

const mappingText = z
  .string()
  .max(mappingLimit)
  .transform((text, context) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      context.addIssue('This is no JSON.');
      return z.NEVER;
    }
  })
  .pipe(mappingSchema);

export const importForm = z.object({ mapping: mappingText.optional() });

export const importQuery = z.strictObject({
  book: z.enum(books).default('central'),
  mode: z.enum(['replace', 'merge']).default('replace'),
  dryRun: z.enum(['true', 'false']).default('false').describe('true: a preview, nothing is written'),
  encoding: z
    .enum(fileEncodings)
    .optional()
    .describe('Instead of what the bytes look like; the preview says which was taken'),
  mapping: mappingText
    .optional()
    .describe(
      'JSON, at most 10,000 characters; also as multipart field `mapping` before `file`. Which column fills which field, ' +
        'instead of what the header suggests. Kept for the next file with the same header in this book.',
    ),
  progress: z.guid().optional().describe('Any new id: `import` events of `/events` then tell how far it is'),
});

const skippedNumber = z.object({ row: count, value: z.string(), reason: z.string() });
const rejectedRow = z.object({ row: count, reason: z.string() });

const sampleContact = contact
  .pick({
    firstName: true,
    middleName: true,
    lastName: true,
    company: true,
    department: true,
    jobTitle: true,
    type: true,
    notes: true,
    emails: true,
  })
  .extend({ phones: z.array(phone.pick({ number: true, label: true })) });

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
  kind: z.enum(['csv', 'vcard', 'ldif', 'xml', 'xlsx']).describe('By its bytes, whatever its name'),
  form: z
    .enum(['plain', 'columns', 'vcard', 'ldif', 'xml'])
    .describe('`plain`: by position; `columns`: by its header, or by `mapping`'),
  encoding: z.string(),
  otherSheets: z.array(z.string()).describe('Further sheets of a workbook; nothing was read of them'),
  doubtfulRows: z.array(rejectedRow).describe('Read, but letters of them may be wrong'),
  doubtfulTotal: count,
  columns: z
    .array(z.object({ name: z.string(), samples: z.array(z.string()) }))
    .describe('Of a file with columns; the samples are from the same, up to three rows in all of them'),
  mapping: mappingSchema.nullable().describe('What was read of the columns; null: by position'),
  mappingFrom: z.enum(['position', 'headings', 'remembered', 'given']).nullable(),
  proposed: mappingSchema.describe('What the headings alone suggest'),
  columnsNotRead: z.array(z.string()),
  sample: z.array(sampleContact).describe('The sampled rows as the contacts that they would become'),
  needsMapping: z
    .boolean()
    .describe('Nobody knows what the columns hold: nothing was compared, and only a preview is answered'),
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
