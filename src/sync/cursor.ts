import { type Secrets, WrongSecretKey } from '../access/secrets.ts';
import type { SourceId, TenantId } from '../domain/ids.ts';
import type { SourceCursor } from '../sources/source.ts';

interface Owner {
  readonly tenantId: TenantId;
  readonly sourceId: SourceId;
}

/** A cursor may hold a token: it is stored encrypted. A run's cursor becomes its source's as it is. */
export const sealCursor = (secrets: Secrets, owner: Owner, cursor: SourceCursor): Buffer =>
  secrets.seal(owner.tenantId, `cursor:${owner.sourceId}`, cursor);

/** `null` for none, and for one that was written with another key: reading then starts from the beginning. */
export function openCursor(secrets: Secrets, owner: Owner, sealed: Buffer | null): SourceCursor | null {
  if (sealed === null) return null;
  try {
    return secrets.open(owner.tenantId, `cursor:${owner.sourceId}`, sealed) as SourceCursor;
  } catch (error) {
    if (error instanceof WrongSecretKey) return null;
    throw error;
  }
}
