import { z } from 'zod';
import { nameOrder } from './name-order.ts';

/** Settings → General. */
export const tenantSettings = z.object({
  name: z.string(),
  country: z.string().nullable().describe('Two letters; null: the installation’s default'),
  defaultCountry: z.string(),
  nameOrder,
  leastEnding: z
    .number()
    .int()
    .describe(
      'In how many last digits a caller’s number must agree with a contact’s, where they are not the same',
    ),
  rereading: z
    .object({ done: z.number().int(), total: z.number().int() })
    .nullable()
    .describe('How far contacts have followed a change of the country or the order of names'),
});
export type TenantSettings = z.infer<typeof tenantSettings>;

const leastEndingRange = 'Enter a number from 7 to 15.';

export const tenantPatch = z.strictObject({
  name: z.string().trim().min(1, 'Enter the company’s name.').max(200).optional(),
  country: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[A-Z]{2}$/, 'Choose a country, in two letters such as US or BA.')
    .nullable()
    .optional(),
  nameOrder: nameOrder.optional(),
  leastEnding: z
    .number({ error: leastEndingRange })
    .int(leastEndingRange)
    .min(7, leastEndingRange)
    .max(15, leastEndingRange)
    .optional(),
});
