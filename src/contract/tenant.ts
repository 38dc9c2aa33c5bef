import { z } from 'zod';

/** Settings → General. */
export const tenantSettings = z.object({
  name: z.string(),
  country: z.string().nullable().describe('Two letters; null: the installation’s default'),
  defaultCountry: z.string(),
  rereading: z
    .object({ done: z.number().int(), total: z.number().int() })
    .nullable()
    .describe('How far the numbers have been read anew after the country changed'),
});
export type TenantSettings = z.infer<typeof tenantSettings>;

export const tenantPatch = z.strictObject({
  name: z.string().trim().min(1, 'Enter the company’s name.').max(200).optional(),
  country: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[A-Z]{2}$/, 'Choose a country, in two letters such as US or BA.')
    .nullable()
    .optional(),
});
