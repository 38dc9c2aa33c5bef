import type { z } from 'zod';
import type { FormErrors } from './use-form.ts';

/** A form's check from a schema of the contract: the first message of each path. */
export function checkWith(schema: z.ZodType): (values: unknown) => FormErrors {
  return (values) => {
    const result = schema.safeParse(values);
    if (result.success) return {};
    const errors: Record<string, string> = {};
    for (const issue of result.error.issues) errors[issue.path.join('.')] ??= issue.message;
    return errors;
  };
}
