import type { Db, Trx } from '../database/connect.ts';
import { notify } from '../database/notify.ts';
import { DirectoryError } from '../domain/errors.ts';
import { type DeviceId, newId, type TenantId } from '../domain/ids.ts';
import { type Actor, recordAudit } from './audit.ts';
import type { DeviceSettings, ListedDevice } from './device.ts';
import { deviceOf, forgetDevices } from './device-cache.ts';
import { type DeviceCredentials, hashLdapPassword, hashToken, newCredentials } from './device-credentials.ts';
import { writeSightings } from './device-seen.ts';

// Devices as an administrator handles them. What a phone needs at every key press is in device-cache.ts.
export type { Device, DeviceSettings, ListedDevice } from './device.ts';
export { findDeviceByLdapLogin, findDeviceByToken } from './device-cache.ts';
export { touchDevice } from './device-seen.ts';

/** Makes a device. Its credentials are given out here and never again. */
export async function createDevice(
  db: Db,
  tenantId: TenantId,
  actor: Actor,
  settings: Pick<DeviceSettings, 'name'> & Partial<DeviceSettings>,
): Promise<DeviceCredentials & { readonly id: DeviceId }> {
  const id = newId<DeviceId>();
  const credentials = newCredentials();
  await changing(db, tenantId, async (trx) => {
    await checkOwner(trx, tenantId, settings.ownerId ?? null);
    await trx
      .insertInto('device')
      .values({
        tenant_id: tenantId,
        id,
        name: settings.name,
        vendor: settings.vendor ?? null,
        owner_id: settings.ownerId ?? null,
        number_format: settings.numberFormat ?? 'given',
        national_prefix: settings.nationalPrefix ?? '',
        name_order: settings.nameOrder ?? null,
        max_entries: settings.maxEntries ?? null,
        allowed_networks: [...(settings.allowedNetworks ?? [])],
        ...hashes(credentials),
      })
      .execute();
    await audit(trx, tenantId, actor, 'device.created', id, { name: settings.name });
  });
  return { id, ...credentials };
}

/** Changes what is given. The credentials stay. */
export async function changeDevice(
  db: Db,
  tenantId: TenantId,
  actor: Actor,
  id: DeviceId,
  changes: Partial<DeviceSettings>,
): Promise<void> {
  const columns = Object.entries({
    name: changes.name,
    vendor: changes.vendor,
    owner_id: changes.ownerId,
    number_format: changes.numberFormat,
    national_prefix: changes.nationalPrefix,
    name_order: changes.nameOrder,
    max_entries: changes.maxEntries,
    allowed_networks: changes.allowedNetworks && [...changes.allowedNetworks],
  }).filter(([, value]) => value !== undefined);
  await changing(db, tenantId, async (trx) => {
    await lockDevice(trx, tenantId, id);
    if (columns.length === 0) return;
    await checkOwner(trx, tenantId, changes.ownerId ?? null);
    await trx
      .updateTable('device')
      .set(Object.fromEntries(columns))
      .where('tenant_id', '=', tenantId)
      .where('id', '=', id)
      .execute();
    await audit(trx, tenantId, actor, 'device.changed', id, { changed: Object.keys(changes) });
  });
}

/** Gives a new token and LDAP password; the old ones stop working at once. The LDAP user name stays. */
export async function rotateDevice(
  db: Db,
  tenantId: TenantId,
  actor: Actor,
  id: DeviceId,
): Promise<DeviceCredentials> {
  return changing(db, tenantId, async (trx) => {
    const { ldap_username: username, name } = await lockDevice(trx, tenantId, id);
    const credentials = newCredentials(username);
    await trx
      .updateTable('device')
      .set(hashes(credentials))
      .where('tenant_id', '=', tenantId)
      .where('id', '=', id)
      .execute();
    await audit(trx, tenantId, actor, 'device.rotated', id, { name });
    return credentials;
  });
}

/** Ends a device: from now on its token is unknown, its binds fail, its open LDAP connections close. */
export async function revokeDevice(db: Db, tenantId: TenantId, actor: Actor, id: DeviceId): Promise<void> {
  await changing(db, tenantId, async (trx) => {
    const { name } = await lockDevice(trx, tenantId, id);
    await trx.deleteFrom('device').where('tenant_id', '=', tenantId).where('id', '=', id).execute();
    await audit(trx, tenantId, actor, 'device.revoked', id, { name });
  });
}

/** The tenant's devices, oldest first; `after` is the last id of the page before. */
export async function listDevices(
  db: Db,
  tenantId: TenantId,
  page: { readonly limit?: number; readonly after?: DeviceId } = {},
): Promise<readonly ListedDevice[]> {
  await writeSightings(db);
  let query = db.selectFrom('device').selectAll().where('tenant_id', '=', tenantId);
  if (page.after) query = query.where('id', '>', page.after);
  const rows = await query
    .orderBy('id')
    .limit(page.limit ?? 1000)
    .execute();
  return rows.map(listed);
}

/** Ends with `not-found` when the tenant has no such device. */
export async function getDevice(db: Db, tenantId: TenantId, id: DeviceId): Promise<ListedDevice> {
  await writeSightings(db);
  const row = await db
    .selectFrom('device')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) throw noSuchDevice();
  return listed(row);
}

function listed(row: Parameters<typeof deviceOf>[0]): ListedDevice {
  return {
    ...deviceOf(row),
    ldapUsername: row.ldap_username,
    createdAt: row.created_at,
    lastSeenAt: row.last_seen_at,
    lastSeenFrom: row.last_seen_from,
    lastSeenWith: row.last_seen_with,
  };
}

/** One change in one transaction; afterwards every process reads the tenant's devices anew. */
async function changing<T>(db: Db, tenantId: TenantId, change: (trx: Trx) => Promise<T>): Promise<T> {
  const result = await db.transaction().execute(async (trx) => {
    const changed = await change(trx);
    await notify(trx, 'switchbook_devices', tenantId);
    return changed;
  });
  forgetDevices(db, tenantId);
  return result;
}

async function lockDevice(trx: Trx, tenantId: TenantId, id: DeviceId) {
  const row = await trx
    .selectFrom('device')
    .select(['ldap_username', 'name'])
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw noSuchDevice();
  return row;
}

async function checkOwner(trx: Trx, tenantId: TenantId, ownerId: string | null): Promise<void> {
  if (ownerId === null) return;
  const person = await trx
    .selectFrom('person')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('id', '=', ownerId)
    .executeTakeFirst();
  if (person) return;
  const message = 'There is no such person. Choose one of the people of this company, or nobody.';
  throw new DirectoryError('invalid-input', message, { errors: [{ path: 'ownerId', message }] });
}

const hashes = ({ token, ldapUsername, ldapPassword }: DeviceCredentials) => ({
  token_hash: hashToken(token),
  ldap_username: ldapUsername,
  ldap_password_hash: hashLdapPassword(ldapUsername, ldapPassword),
});

const audit = (
  trx: Trx,
  tenantId: TenantId,
  actor: Actor,
  action: string,
  id: DeviceId,
  details: Record<string, string | string[]>,
) => recordAudit(trx, tenantId, actor, { action, subjectKind: 'device', subjectId: id, details });

const noSuchDevice = () =>
  new DirectoryError('not-found', 'There is no such device. It may have been revoked meanwhile.');
