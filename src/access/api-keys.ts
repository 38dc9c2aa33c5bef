import type { Db } from '../database/connect.ts';
import { DirectoryError } from '../domain/errors.ts';
import { newId, type TenantId } from '../domain/ids.ts';
import { type Actor, recordAudit } from './audit.ts';
import type { Principal, Role } from './principal.ts';
import { tellSessionsEnded } from './sessions.ts';
import { makeToken, readToken } from './tokens.ts';

const prefix = 'sbk';

/** Makes a key. Its text is given back once and is not kept. */
export async function createApiKey(
  db: Db,
  tenantId: TenantId,
  actor: Actor,
  { name, role }: { name: string; role: Role },
): Promise<{ id: string; key: string }> {
  const token = makeToken(prefix, tenantId);
  const id = newId();
  await db.transaction().execute(async (trx) => {
    await trx
      .insertInto('api_key')
      .values({ tenant_id: tenantId, id, name, role, key_hash: token.hash })
      .execute();
    await recordAudit(trx, tenantId, actor, {
      action: 'api-key.created',
      subjectKind: 'api-key',
      subjectId: id,
      details: { name, role },
    });
  });
  return { id, key: token.text };
}

export async function findApiKey(db: Db, text: string, now: Date): Promise<Principal | null> {
  const token = readToken(prefix, text);
  if (!token) return null;
  const row = await db
    .selectFrom('api_key')
    .innerJoin('tenant', 'tenant.tenant_id', 'api_key.tenant_id')
    .select(['id', 'api_key.name', 'role', 'last_used_at', 'tenant.name as tenant_name'])
    .where('api_key.tenant_id', '=', token.tenantId)
    .where('key_hash', '=', token.hash)
    .executeTakeFirst();
  if (!row) return null;
  // To the minute: a key that is used a thousand times a second writes once.
  if (!row.last_used_at || now.getTime() - row.last_used_at.getTime() > 60_000) {
    await db
      .updateTable('api_key')
      .set({ last_used_at: now })
      .where('tenant_id', '=', token.tenantId)
      .where('id', '=', row.id)
      .execute();
  }
  return {
    tenantId: token.tenantId,
    tenantName: row.tenant_name,
    role: row.role as Role,
    person: null,
    actor: { kind: 'api-key', id: row.id, name: row.name },
  };
}

export async function listApiKeys(db: Db, tenantId: TenantId) {
  return db
    .selectFrom('api_key')
    .select(['id', 'name', 'role', 'created_at', 'last_used_at'])
    .where('tenant_id', '=', tenantId)
    .orderBy('created_at', 'desc')
    .limit(1000)
    .execute();
}

export async function deleteApiKey(db: Db, tenantId: TenantId, actor: Actor, id: string): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const gone = await trx
      .deleteFrom('api_key')
      .where('tenant_id', '=', tenantId)
      .where('id', '=', id)
      .returning('name')
      .executeTakeFirst();
    if (!gone) throw new DirectoryError('not-found', 'There is no such API key.');
    await tellSessionsEnded(trx, tenantId, null);
    await recordAudit(trx, tenantId, actor, {
      action: 'api-key.deleted',
      subjectKind: 'api-key',
      subjectId: id,
      details: { name: gone.name },
    });
  });
}
