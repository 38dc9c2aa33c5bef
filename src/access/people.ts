import { sql } from 'kysely';
import type { Db, Trx } from '../database/connect.ts';
import { isUniqueViolation } from '../database/sqlstate.ts';
import { DirectoryError } from '../domain/errors.ts';
import { newId, type PersonId, type TenantId } from '../domain/ids.ts';
import { type Actor, recordAudit, system } from './audit.ts';
import { hashPassword } from './passwords.ts';
import type { Role } from './principal.ts';
import { emailKey } from './sessions.ts';

export interface NewPerson {
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly extension?: string | null;
  /** `null`: cannot sign in until a password is set. */
  readonly password: string | null;
}

export async function createPerson(
  db: Db,
  tenantId: TenantId,
  actor: Actor,
  person: NewPerson,
): Promise<PersonId> {
  const hash = person.password === null ? null : await hashPassword(person.password);
  return db.transaction().execute((trx) => insertPerson(trx, tenantId, actor, person, hash));
}

export async function insertPerson(
  trx: Trx,
  tenantId: TenantId,
  actor: Actor,
  person: NewPerson,
  passwordHash: string | null,
): Promise<PersonId> {
  const id = newId<PersonId>();
  try {
    await trx
      .insertInto('person')
      .values({
        tenant_id: tenantId,
        id,
        email: person.email,
        email_key: emailKey(person.email),
        name: person.name,
        role: person.role,
        extension: person.extension ?? null,
        password_hash: passwordHash,
      })
      .execute();
  } catch (error) {
    if (isUniqueViolation(error)) {
      throw new DirectoryError('already-exists', `${person.email} is in this tenant already.`, {
        errors: [{ path: 'email', message: 'Somebody has this address already.' }],
        cause: error,
      });
    }
    throw error;
  }
  await recordAudit(trx, tenantId, actor, {
    action: 'person.created',
    subjectKind: 'person',
    subjectId: id,
    details: { email: person.email, role: person.role },
  });
  return id;
}

export async function isSetupNeeded(db: Db): Promise<boolean> {
  return (await db.selectFrom('person').select('id').limit(1).executeTakeFirst()) === undefined;
}

const setupLock = 7_446_215_012;

/** Creates the first administrator, with a tenant when there is none. Refuses with `setup-done` afterwards. */
export async function createFirstAdministrator(
  db: Db,
  first: { email: string; name: string; password: string; tenant: string },
): Promise<{ tenantId: TenantId; personId: PersonId }> {
  const hash = await hashPassword(first.password);
  return db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(${setupLock})`.execute(trx);
    if (await trx.selectFrom('person').select('id').limit(1).executeTakeFirst())
      throw new DirectoryError('setup-done');
    const existing = await trx
      .selectFrom('tenant')
      .select('tenant_id')
      .orderBy('created_at')
      .limit(1)
      .executeTakeFirst();
    const tenantId = (existing?.tenant_id as TenantId | undefined) ?? newId<TenantId>();
    if (!existing) {
      const name = first.tenant || first.email.split('@')[1] || 'Main';
      await trx.insertInto('tenant').values({ tenant_id: tenantId, name, country: null }).execute();
    }
    const person = { email: first.email, name: first.name, role: 'administrator' as const, password: null };
    return { tenantId, personId: await insertPerson(trx, tenantId, system, person, hash) };
  });
}
