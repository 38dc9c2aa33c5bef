import { z } from 'zod';

/** RFC 9457 problem details, with `code` for programs and `errors` for forms. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  code: z.string(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  reportId: z
    .string()
    .optional()
    .describe('A refused file: all reasons are in `GET /phonebook/reports/{id}`'),
});
export type Problem = z.infer<typeof problem>;
