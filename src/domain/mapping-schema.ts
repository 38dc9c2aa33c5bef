import { z } from 'zod';
import type { Mapping } from './mapping.ts';

/** Characters of a mapping as JSON. */
export const mappingLimit = 10_000;

const template = z.string().max(1_000);
const entries = z.array(z.strictObject({ value: template, label: template.max(500) })).max(100);

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
