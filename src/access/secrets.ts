import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';
import type { TenantId } from '../domain/ids.ts';
import type { Json } from '../domain/json.ts';

/** Encrypts what must not stand in the database in clear: sources' credentials and cursors. */
export interface Secrets {
  /** AES-256-GCM under the installation's key, bound to the tenant and to what it belongs to. */
  seal(tenantId: TenantId, purpose: string, value: Json): Buffer;
  /** Throws `WrongSecretKey` when the key is another, or the bytes belong elsewhere. */
  open(tenantId: TenantId, purpose: string, sealed: Buffer): Json;
  /** A short name of the key, to notice at start that it is not the one the database was made with. */
  readonly fingerprint: string;
}

/** What a person is told of a source whose secrets another key sealed. */
export const unreadableSecret =
  'The stored secret of this source cannot be read: SWITCHBOOK_SECRET_KEY was changed. Enter the secret again, or start with the old key.';

export class WrongSecretKey extends Error {
  override readonly name = 'WrongSecretKey';
}

const version = 1;

/** @param secretKey SWITCHBOOK_SECRET_KEY: any text of at least 16 characters. */
export function createSecrets(secretKey: string): Secrets {
  const key = Buffer.from(hkdfSync('sha256', secretKey, 'switchbook', 'secrets', 32));
  const bound = (tenantId: string, purpose: string) => Buffer.from(`${tenantId}|${purpose}`);
  return {
    fingerprint: createHash('sha256').update(key).digest('hex').slice(0, 12),
    seal(tenantId, purpose, value) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(bound(tenantId, purpose));
      const body = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final()]);
      return Buffer.concat([Buffer.from([version]), nonce, cipher.getAuthTag(), body]);
    },
    open(tenantId, purpose, sealed) {
      try {
        if (sealed[0] !== version) throw new Error(`sealed by version ${sealed[0]}`);
        const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(1, 13))
          .setAAD(bound(tenantId, purpose))
          .setAuthTag(sealed.subarray(13, 29));
        const text = Buffer.concat([decipher.update(sealed.subarray(29)), decipher.final()]).toString('utf8');
        return JSON.parse(text) as Json;
      } catch (cause) {
        throw new WrongSecretKey(
          'A stored secret cannot be read: SWITCHBOOK_SECRET_KEY is not the key it was written with.',
          { cause },
        );
      }
    },
  };
}
