import { sql } from 'kysely';
import type { Db, Trx } from '../database/connect.ts';
import { notify } from '../database/notify.ts';
import { DirectoryError } from '../domain/errors.ts';
import type { TenantId } from '../domain/ids.ts';
import { type Actor, recordAudit } from './audit.ts';
import { type Asker, hashPassword, isPassword } from './passwords.ts';
import type { Role } from './principal.ts';
import { endSessions, tellSessionsEnded } from './sessions.ts';

interface Row {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly extension: string | null;
  readonly disabled: boolean;
  readonly invited: boolean;
  readonly personalContacts: number;
  readonly createdAt: Date;
}

// As they are shown: by name, or by address where there is none.
const shownName = sql`lower(coalesce(nullif(p.name, ''), p.email))`;

/** People in the order of what they are shown as; with `after` those that follow that person. */
export async function listPeople(
  db: Db,
  tenantId: TenantId,
  { limit, after }: { limit: number; after?: string },
) {
  return readPeople(
    db,
    tenantId,
    sql`
    ${
      after === undefined
        ? sql``
        : sql`and (${shownName}, p.id) > (select ${shownName}, p.id from person p
            where p.tenant_id = ${tenantId} and p.id = ${after}::uuid)`
    }
    order by ${shownName}, p.id limit ${limit + 1}`,
  );
}

/** Ends with `not-found`. */
export async function getPerson(db: Db | Trx, tenantId: TenantId, id: string) {
  const [person] = await readPeople(db, tenantId, sql`and p.id = ${id}::uuid`);
  if (!person) throw new DirectoryError('not-found', 'There is no such person.');
  return person;
}

async function readPeople(db: Db | Trx, tenantId: TenantId, rest: ReturnType<typeof sql>) {
  const found = await sql<Row>`
    select p.id, p.email, p.name, p.role, p.extension, p.disabled_at is not null as disabled,
      p.password_hash is null as invited, p.created_at as "createdAt",
      (select count(*)::integer from local_contact l
        where l.tenant_id = p.tenant_id and l.book = 'personal' and l.owner_id = p.id) as "personalContacts"
    from person p where p.tenant_id = ${tenantId} ${rest}`.execute(db);
  return found.rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() }));
}

export interface PersonChange {
  readonly name?: string | undefined;
  readonly role?: Role | undefined;
  readonly extension?: string | null | undefined;
  readonly disabled?: boolean | undefined;
}

/** Ends with `invalid-input` when nobody would be left to administer the tenant. */
export async function changePerson(
  db: Db,
  tenantId: TenantId,
  actor: Actor,
  id: string,
  change: PersonChange,
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await lockPeople(trx, tenantId);
    const before = await getPerson(trx, tenantId, id);
    const loses = change.disabled === true || (change.role !== undefined && change.role !== 'administrator');
    if (loses) await keepAnAdministrator(trx, tenantId, before);
    await trx
      .updateTable('person')
      .set({
        name: change.name ?? before.name,
        role: change.role ?? before.role,
        extension: change.extension === undefined ? before.extension : change.extension || null,
        ...(change.disabled === undefined ? {} : { disabled_at: change.disabled ? new Date() : null }),
      })
      .where('tenant_id', '=', tenantId)
      .where('id', '=', id)
      .execute();
    if (change.disabled) await endSessions(trx, tenantId, id);
    // Phones see their owner's book: what is remembered of them is read anew.
    if (change.disabled !== undefined) await notify(trx, 'switchbook_devices', tenantId);
    await recordAudit(trx, tenantId, actor, {
      action: 'person.changed',
      subjectKind: 'person',
      subjectId: id,
      details: { email: before.email, ...definedOnly(change) },
    });
  });
}

/** Deletes a person with their personal book (`beforeDelete` takes the contacts away where readers look). */
export async function deletePerson(
  db: Db,
  tenantId: TenantId,
  actor: Actor,
  id: string,
  beforeDelete: (trx: Trx) => Promise<void>,
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await lockPeople(trx, tenantId);
    const person = await getPerson(trx, tenantId, id);
    await keepAnAdministrator(trx, tenantId, person);
    await beforeDelete(trx);
    await trx.deleteFrom('person').where('tenant_id', '=', tenantId).where('id', '=', id).execute();
    await tellSessionsEnded(trx, tenantId, id);
    await recordAudit(trx, tenantId, actor, {
      action: 'person.deleted',
      subjectKind: 'person',
      subjectId: id,
      details: { email: person.email, personalContacts: person.personalContacts },
    });
    await notify(trx, 'switchbook_devices', tenantId);
  });
}

/**
 * Changes one's own name or password. A new password ends the sessions that are open elsewhere: `session` stays. Ends
 * with `invalid-input` when the current password is wrong, and with `too-many-requests`.
 */
export async function changeProfile(
  db: Db,
  tenantId: TenantId,
  actor: Actor,
  id: string,
  change: {
    name?: string | undefined;
    currentPassword?: string | undefined;
    newPassword?: string | undefined;
  },
  { session, asker, isRight }: { session: string | undefined; asker: Asker; isRight: () => void },
): Promise<void> {
  const person = await db
    .selectFrom('person')
    .select(['name', 'password_hash'])
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  let hash: string | undefined;
  if (change.newPassword !== undefined) {
    if (!(await isPassword(change.currentPassword ?? '', person.password_hash, asker))) {
      throw new DirectoryError('invalid-input', 'The current password is not right.', {
        errors: [{ path: 'currentPassword', message: 'This is not your current password.' }],
      });
    }
    isRight();
    hash = await hashPassword(change.newPassword, asker);
  }
  await db.transaction().execute(async (trx) => {
    await trx
      .updateTable('person')
      .set({ name: change.name ?? person.name, ...(hash === undefined ? {} : { password_hash: hash }) })
      .where('tenant_id', '=', tenantId)
      .where('id', '=', id)
      .execute();
    if (hash !== undefined) await endSessions(trx, tenantId, id, session);
    await recordAudit(trx, tenantId, actor, {
      action: hash === undefined ? 'person.profile-changed' : 'person.password-changed',
      subjectKind: 'person',
      subjectId: id,
    });
  });
}

// Two administrators who demote each other at once would leave none.
async function lockPeople(trx: Trx, tenantId: TenantId): Promise<void> {
  await trx.selectFrom('tenant').select('name').where('tenant_id', '=', tenantId).forUpdate().execute();
}

async function keepAnAdministrator(
  trx: Trx,
  tenantId: TenantId,
  person: { id: string; role: Role },
): Promise<void> {
  if (person.role !== 'administrator') return;
  const other = await trx
    .selectFrom('person')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('role', '=', 'administrator')
    .where('disabled_at', 'is', null)
    .where('id', '<>', person.id)
    .limit(1)
    .executeTakeFirst();
  if (!other) {
    throw new DirectoryError(
      'invalid-input',
      'This is the last administrator. Make somebody else an administrator first.',
      { errors: [{ path: 'role', message: 'This is the last administrator.' }] },
    );
  }
}

const definedOnly = (change: PersonChange) =>
  Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as Record<
    string,
    string | boolean | null
  >;
