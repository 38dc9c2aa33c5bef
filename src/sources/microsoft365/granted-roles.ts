import { z } from 'zod';

const claims = z.object({ roles: z.array(z.string().regex(/^[\w.-]{1,100}$/)).optional() });

/**
 * The application permissions that a token names, to tell an administrator what is there and what is not. For words only:
 * a token is Microsoft's and may change its form, then the answer is `null`.
 */
export function grantedRoles(token: string): readonly string[] | null {
  const [, body] = token.split('.');
  if (body === undefined) return null;
  try {
    const read = claims.safeParse(JSON.parse(Buffer.from(body, 'base64url').toString('utf8')));
    return read.success ? (read.data.roles ?? []) : null;
  } catch {
    return null;
  }
}
