import { z } from 'zod';
import { type Mapping, readTemplate } from './mapping.ts';

/** Characters of a mapping as JSON. */
export const mappingLimit = 10_000;

// Each column of a template may hold 64 KB: what a row becomes must fit into memory.
const columnsAtMost = 20;

const template = z
  .string()
  .max(1_000)
  .refine((text) => text.isWellFormed() && !text.includes('\0'), 'It holds a character that cannot be kept.')
  .refine(
    (text) =>
      readTemplate(text).reduce((sum, parts) => sum + parts.filter((part) => 'column' in part).length, 0) <=
      columnsAtMost,
    `A template has at most ${columnsAtMost} columns.`,
  );
const entries = z
  .array(
    z.strictObject({
      value: template,
      label: template.refine((text) => text.length <= 500, 'A label has at most 500 characters.'),
    }),
  )
  .max(100);

/** A mapping as it comes from outside. */
export const mappingSchema = z
  .strictObject({
    firstName: template.optional(),
    middleName: template.optional(),
    lastName: template.optional(),
    displayName: template.optional(),
    company: template.optional(),
    department: template.optional(),
    jobTitle: template.optional(),
    type: template.optional(),
    notes: template.optional(),
    phones: entries.optional(),
    emails: entries.optional(),
  })
  .describe(
    'Field → template: text with `{column}`, alternatives between `|`. A label is a word (work, mobile, home, fax, other) or names a column.',
  ) satisfies z.ZodType<Mapping>;
