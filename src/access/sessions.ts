import type { Db, Trx } from '../database/connect.ts';
import { notify } from '../database/notify.ts';
import { DirectoryError } from '../domain/errors.ts';
import type { PersonId, TenantId } from '../domain/ids.ts';
import { type Asker, isPassword } from './passwords.ts';
import type { Principal, Role } from './principal.ts';
import { makeToken, readToken } from './tokens.ts';

const prefix = 'sbs';
export const sessionDays = 30;

/** Signs a person in. Refuses with `sign-in-refused`, whatever was wrong, and with `too-many-requests`. */
export async function signIn(
  db: Db,
  { email, password, now, asker }: { email: string; password: string; now: Date; asker: Asker },
): Promise<{ token: string; principal: Principal }> {
  // The one look across tenants: an address is all that a person knows at the door.
  const people = await db
    .selectFrom('person')
    .innerJoin('tenant', 'tenant.tenant_id', 'person.tenant_id')
    .select([
      'person.tenant_id',
      'id',
      'email',
      'person.name',
      'role',
      'extension',
      'password_hash',
      'tenant.name as tenant_name',
    ])
    .where('email_key', '=', emailKey(email))
    .where('disabled_at', 'is', null)
    .orderBy('person.created_at')
    .limit(10)
    .execute();
  for (const [at, person] of (people.length > 0 ? people : [null]).entries()) {
    // One guess, in however many tenants somebody has this address.
    const counted = at === 0 ? asker : { lane: asker.lane };
    if (!(await isPassword(password, person?.password_hash ?? null, counted)) || !person) continue;
    const principal = toPrincipal(person);
    return { token: await openSession(db, principal.tenantId, person.id as PersonId, now), principal };
  }
  throw new DirectoryError('sign-in-refused');
}

export async function openSession(
  db: Db,
  tenantId: TenantId,
  personId: PersonId,
  now: Date,
): Promise<string> {
  const token = makeToken(prefix, tenantId);
  await db
    .insertInto('session')
    .values({
      tenant_id: tenantId,
      token_hash: token.hash,
      person_id: personId,
      expires_at: new Date(now.getTime() + sessionDays * 86_400_000),
    })
    .execute();
  await db.deleteFrom('session').where('tenant_id', '=', tenantId).where('expires_at', '<', now).execute();
  return token.text;
}

/** Who a session's cookie stands for; `null` when it is unknown, over, or its person is disabled. */
export async function findSession(db: Db, text: string, now: Date): Promise<Principal | null> {
  const token = readToken(prefix, text);
  if (!token) return null;
  const row = await db
    .selectFrom('session')
    .innerJoin('person', (join) =>
      join.onRef('person.tenant_id', '=', 'session.tenant_id').onRef('person.id', '=', 'session.person_id'),
    )
    .innerJoin('tenant', 'tenant.tenant_id', 'session.tenant_id')
    .select([
      'person.tenant_id',
      'person.id',
      'email',
      'person.name',
      'role',
      'extension',
      'tenant.name as tenant_name',
    ])
    .where('session.tenant_id', '=', token.tenantId)
    .where('token_hash', '=', token.hash)
    .where('expires_at', '>', now)
    .where('disabled_at', 'is', null)
    .executeTakeFirst();
  return row ? toPrincipal(row) : null;
}

/** Ends a session, and with it the `/events` that were opened by it. */
export async function closeSession(db: Db, text: string): Promise<void> {
  const token = readToken(prefix, text);
  if (!token) return;
  const closed = await db
    .deleteFrom('session')
    .where('tenant_id', '=', token.tenantId)
    .where('token_hash', '=', token.hash)
    .returning('person_id')
    .executeTakeFirst();
  if (closed) await tellSessionsEnded(db, token.tenantId, closed.person_id);
}

/** Ends a person's sessions, all but the one of `except`, and closes the pages that they have open. */
export async function endSessions(
  trx: Db | Trx,
  tenantId: TenantId,
  personId: string,
  except?: string,
): Promise<void> {
  const kept = except === undefined ? null : readToken(prefix, except);
  await trx
    .deleteFrom('session')
    .where('tenant_id', '=', tenantId)
    .where('person_id', '=', personId)
    .$if(kept !== null, (query) => query.where('token_hash', '<>', kept?.hash ?? Buffer.alloc(0)))
    .execute();
  await tellSessionsEnded(trx, tenantId, personId);
}

/** Open `/events` of this person (null: of API keys) are asked whether they still may, in every process. */
export async function tellSessionsEnded(
  trx: Db | Trx,
  tenantId: TenantId,
  personId: string | null,
): Promise<void> {
  await notify(trx, 'switchbook_event', JSON.stringify({ tenantId, event: 'sessions-ended', personId }));
}

export const emailKey = (email: string) => email.trim().normalize('NFKC').toLowerCase();

function toPrincipal(row: {
  tenant_id: string;
  id: string;
  email: string;
  name: string;
  role: string;
  extension: string | null;
  tenant_name: string;
}): Principal {
  const person = { id: row.id as PersonId, email: row.email, name: row.name, extension: row.extension };
  return {
    tenantId: row.tenant_id as TenantId,
    tenantName: row.tenant_name,
    role: row.role as Role,
    person,
    actor: { kind: 'person', id: row.id, name: row.name || row.email },
  };
}
