import type { Db } from '../database/connect.ts';
import { DirectoryError } from '../domain/errors.ts';
import type { PersonId, TenantId } from '../domain/ids.ts';
import { type Actor, recordAudit } from './audit.ts';
import { type Asker, hashPassword } from './passwords.ts';
import { endSessions } from './sessions.ts';
import { makeToken, readToken } from './tokens.ts';

const prefix = 'sbi';
const days = 7;

/** A link by which a person sets a password: needs no mail server. Older links of the same person stop working. */
export async function invite(
  db: Db,
  tenantId: TenantId,
  actor: Actor,
  personId: string,
): Promise<{ token: string; expiresAt: Date }> {
  const token = makeToken(prefix, tenantId);
  const expiresAt = new Date(Date.now() + days * 86_400_000);
  await db.transaction().execute(async (trx) => {
    await trx
      .deleteFrom('invitation')
      .where('tenant_id', '=', tenantId)
      .where('person_id', '=', personId)
      .execute();
    await trx
      .insertInto('invitation')
      .values({ tenant_id: tenantId, token_hash: token.hash, person_id: personId, expires_at: expiresAt })
      .execute();
    await recordAudit(trx, tenantId, actor, {
      action: 'person.invited',
      subjectKind: 'person',
      subjectId: personId,
    });
  });
  return { token: token.text, expiresAt };
}

/** Whom a link invites. Ends with `not-found` when it is used, old or wrong. */
export async function findInvitation(db: Db, text: string, now: Date) {
  const token = readToken(prefix, text);
  const row = token
    ? await db
        .selectFrom('invitation')
        .innerJoin('person', (join) =>
          join
            .onRef('person.tenant_id', '=', 'invitation.tenant_id')
            .onRef('person.id', '=', 'invitation.person_id'),
        )
        .innerJoin('tenant', 'tenant.tenant_id', 'invitation.tenant_id')
        .select(['person.id', 'email', 'person.name', 'tenant.name as tenant'])
        .where('invitation.tenant_id', '=', token.tenantId)
        .where('token_hash', '=', token.hash)
        .where('expires_at', '>', now)
        .where('disabled_at', 'is', null)
        .executeTakeFirst()
    : undefined;
  if (!token || !row)
    throw new DirectoryError('not-found', 'This link was used already or is too old. Ask for a new one.');
  return { tenantId: token.tenantId, personId: row.id as PersonId, ...row };
}

/** Sets the password and uses the link up. Sessions that were open elsewhere end. */
export async function acceptInvitation(
  db: Db,
  text: string,
  { password, now, asker }: { password: string; now: Date; asker: Asker },
): Promise<{ tenantId: TenantId; personId: PersonId }> {
  const { tenantId, personId, email, name } = await findInvitation(db, text, now);
  const hash = await hashPassword(password, asker);
  await db.transaction().execute(async (trx) => {
    const used = await trx
      .deleteFrom('invitation')
      .where('tenant_id', '=', tenantId)
      .where('person_id', '=', personId)
      .returning('person_id')
      .executeTakeFirst();
    if (!used) throw new DirectoryError('not-found', 'This link was used already. Ask for a new one.');
    await trx
      .updateTable('person')
      .set({ password_hash: hash })
      .where('tenant_id', '=', tenantId)
      .where('id', '=', personId)
      .execute();
    await endSessions(trx, tenantId, personId);
    const actor: Actor = { kind: 'person', id: personId, name: name || email };
    await recordAudit(trx, tenantId, actor, {
      action: 'person.password-set',
      subjectKind: 'person',
      subjectId: personId,
    });
  });
  return { tenantId, personId };
}
