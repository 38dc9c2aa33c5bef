import { z } from 'zod';

export const roles = ['administrator', 'agent', 'user'] as const;
export type Role = (typeof roles)[number];

export const password = z
  .string()
  .min(10, 'Use at least 10 characters.')
  .max(200, 'Use at most 200 characters.');
export const emailAddress = z
  .string()
  .trim()
  .max(320)
  .regex(/^[^\s@]+@[^\s@]+$/, 'Enter an e-mail address such as ada@example.com.');

export const signIn = z.strictObject({ email: z.string().trim().max(320), password: z.string().max(200) });

export const session = z.object({
  user: z.object({ id: z.string(), email: z.string(), name: z.string(), extension: z.string().nullable() }),
  role: z.enum(roles),
  tenant: z.object({ id: z.string(), name: z.string() }),
});
export type Session = z.infer<typeof session>;

/** `GET /api/v1/setup`: whether the first administrator is still to be created. */
export const setupState = z.object({ needed: z.boolean() });
export const setup = z.strictObject({
  code: z.string().trim().min(1, 'Enter the setup code that was printed when Switchbook started.').max(100),
  email: emailAddress,
  name: z.string().trim().max(200).default(''),
  password,
  tenant: z.string().trim().max(200).default('').describe('The company’s name'),
});
