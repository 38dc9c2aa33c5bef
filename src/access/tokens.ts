import { createHash, randomBytes } from 'node:crypto';
import type { TenantId } from '../domain/ids.ts';

// Sessions and API keys carry their tenant, so that looking one up is a query inside that tenant like any other.
// The secret half has 256 random bits: a plain SHA-256 is all the stretching it needs.

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export interface Token {
  readonly tenantId: TenantId;
  readonly hash: Buffer;
}

export function makeToken(prefix: string, tenantId: TenantId): { text: string; hash: Buffer } {
  const secret = randomBytes(32).toString('base64url');
  return { text: `${prefix}_${tenantId}_${secret}`, hash: hashSecret(secret) };
}

/** `null` when the text is not a token of this prefix. */
export function readToken(prefix: string, text: string): Token | null {
  if (text.length > 200 || !text.startsWith(`${prefix}_`)) return null;
  const rest = text.slice(prefix.length + 1);
  const tenant = rest.slice(0, 36);
  if (!uuid.test(tenant) || rest[36] !== '_') return null;
  return { tenantId: tenant as TenantId, hash: hashSecret(rest.slice(37)) };
}

const hashSecret = (secret: string) => createHash('sha256').update(secret).digest();
