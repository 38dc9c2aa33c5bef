import type { Selectable } from 'kysely';
import type { Db } from '../database/connect.ts';
import { type Listener, listen } from '../database/notify.ts';
import { isDatabaseAway } from '../database/sqlstate.ts';
import type { Tables } from '../database/tables.ts';
import { DirectoryError } from '../domain/errors.ts';
import type { DeviceId, PersonId, TenantId } from '../domain/ids.ts';
import type { Device } from './device.ts';
import { hashLdapPassword, hashToken, looksLikeToken, sameHash } from './device-credentials.ts';

// Phones must work while the database is away, and a phone asks for every key that is pressed. So a tenant's devices are kept in
// memory from the first time that one of them is seen. A notice makes the copy stale: the next look reads again and
// waits for it, so a revoked device is refused at once. A copy that is merely old is used and renewed behind the scenes.

const renewAfterMs = 30_000;
const restAfterFailureMs = 5_000;

interface KnownDevice {
  readonly device: Device;
  readonly ldapUsername: string;
  readonly ldapPasswordHash: Buffer;
}

interface KnownTenant {
  byToken: ReadonlyMap<string, KnownDevice>;
  byUsername: ReadonlyMap<string, KnownDevice>;
  readAt: number;
  /** Until a reading has ended that began after the last change: whoever looks meanwhile waits for it. */
  stale: boolean;
  changes: number;
  /** After a reading that failed: until then the old copy serves, and nobody waits for the database. */
  restUntil: number;
  reading: Promise<void> | null;
}

interface Cache {
  readonly tenants: Map<TenantId, KnownTenant>;
  readonly tokens: Map<string, TenantId>;
  readonly usernames: Map<string, TenantId>;
  readonly watchers: Set<(tenantId: TenantId | null) => void>;
}

const caches = new WeakMap<Db, Cache>();

function cacheOf(db: Db): Cache {
  let cache = caches.get(db);
  if (!cache) {
    cache = { tenants: new Map(), tokens: new Map(), usernames: new Map(), watchers: new Set() };
    caches.set(db, cache);
  }
  return cache;
}

/**
 * The device of a token, or null when there is none or it was revoked. Answers from memory once the tenant is known,
 * also while the database is away; `database-unavailable` only when a token that is not known yet cannot be looked up.
 */
export async function findDeviceByToken(db: Db, token: string): Promise<Device | null> {
  if (!looksLikeToken(token)) return null;
  const key = hashToken(token).toString('latin1');
  const cache = cacheOf(db);
  const tenantId = cache.tokens.get(key) ?? (await tenantOf(db, 'token_hash', Buffer.from(key, 'latin1')));
  if (!tenantId) return null;
  return (await current(db, tenantId)).byToken.get(key)?.device ?? null;
}

/**
 * The device of a token that is known to be good right now, without waiting for anything. Null says only that
 * `findDeviceByToken` has to be asked.
 */
export function knownDevice(db: Db, token: string): Device | null {
  if (!looksLikeToken(token)) return null;
  const cache = cacheOf(db);
  const key = hashToken(token).toString('latin1');
  const tenantId = cache.tokens.get(key);
  const tenant = tenantId && cache.tenants.get(tenantId);
  if (!tenant || tenant.stale || Date.now() - tenant.readAt > renewAfterMs) return null;
  return tenant.byToken.get(key)?.device ?? null;
}

/** Whether `findDeviceByToken` will answer without asking the database who has this token. */
export function isKnownToken(db: Db, token: string): boolean {
  return looksLikeToken(token) && cacheOf(db).tokens.has(hashToken(token).toString('latin1'));
}

/** The device that binds with this name and password; null when either is wrong. `username` is the bare one. */
export async function findDeviceByLdapLogin(
  db: Db,
  username: string,
  password: string,
): Promise<Device | null> {
  const name = username.toLowerCase();
  if (name.length > 100) return null;
  const tenantId = cacheOf(db).usernames.get(name) ?? (await tenantOf(db, 'ldap_username', name));
  if (!tenantId) return null;
  const known = (await current(db, tenantId)).byUsername.get(name);
  if (!known || !sameHash(known.ldapPasswordHash, hashLdapPassword(name, password))) return null;
  return known.device;
}

/** Whether a device still is what it was when it signed in: for connections that stay open. */
export async function isCurrentDevice(db: Db, device: Device): Promise<boolean> {
  for (const known of (await current(db, device.tenantId)).byUsername.values()) {
    if (known.device.id === device.id) return true;
  }
  return false;
}

/** Makes the next look at the tenant's devices read them again. `null`: every tenant's. */
export function forgetDevices(db: Db, tenantId: TenantId | null): void {
  const cache = cacheOf(db);
  for (const [id, tenant] of cache.tenants) {
    if (tenantId !== null && id !== tenantId) continue;
    tenant.stale = true;
    tenant.changes += 1;
  }
  for (const watcher of cache.watchers) watcher(tenantId);
}

/** Calls back with the tenant (null: any) whose devices changed, here or in another process. Returns how to stop. */
export function onDevicesChanged(db: Db, watcher: (tenantId: TenantId | null) => void): () => void {
  const { watchers } = cacheOf(db);
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

/** Hears of changes that other processes made. One a process. */
export function watchDevices(db: Db, url: string, onError?: (error: unknown) => void): Listener {
  return listen(
    url,
    { switchbook_devices: (tenantId) => forgetDevices(db, tenantId as TenantId) },
    { onReconnect: () => forgetDevices(db, null), onError },
  );
}

async function tenantOf(
  db: Db,
  column: 'token_hash' | 'ldap_username',
  value: Buffer | string,
): Promise<TenantId | null> {
  try {
    const row = await db
      .selectFrom('device')
      .select('tenant_id')
      .where(column, '=', value)
      .executeTakeFirst();
    return row ? (row.tenant_id as TenantId) : null;
  } catch (error) {
    throw isDatabaseAway(error)
      ? new DirectoryError('database-unavailable', undefined, { cause: error })
      : error;
  }
}

async function current(db: Db, tenantId: TenantId): Promise<KnownTenant> {
  const cache = cacheOf(db);
  let tenant = cache.tenants.get(tenantId);
  if (!tenant) {
    tenant = {
      byToken: new Map(),
      byUsername: new Map(),
      readAt: 0,
      stale: true,
      changes: 0,
      restUntil: 0,
      reading: null,
    };
    cache.tenants.set(tenantId, tenant);
  }
  // A reading under way may have begun before the change that made the copy stale: then read once more.
  while (tenant.stale && (tenant.readAt === 0 || Date.now() >= tenant.restUntil)) {
    tenant.reading ??= read(db, tenantId, tenant);
    try {
      await tenant.reading;
    } catch (error) {
      if (tenant.readAt === 0) throw error;
    }
  }
  if (!tenant.stale && !tenant.reading && Date.now() - tenant.readAt > renewAfterMs) {
    if (Date.now() >= tenant.restUntil) {
      tenant.reading = read(db, tenantId, tenant);
      tenant.reading.catch(() => {});
    }
  }
  return tenant;
}

async function read(db: Db, tenantId: TenantId, tenant: KnownTenant): Promise<void> {
  const { changes } = tenant;
  try {
    // Somebody who may not sign in any more has no phone that shows the personal book either.
    const rows = await db
      .selectFrom('device')
      .leftJoin('person', (join) =>
        join.onRef('person.tenant_id', '=', 'device.tenant_id').onRef('person.id', '=', 'device.owner_id'),
      )
      .selectAll('device')
      .select('person.disabled_at')
      .where('device.tenant_id', '=', tenantId)
      .execute();
    const known = rows.map((row) => ({
      tokenKey: row.token_hash.toString('latin1'),
      device: { ...deviceOf(row), ownerId: row.disabled_at ? null : (row.owner_id as PersonId | null) },
      ldapUsername: row.ldap_username,
      ldapPasswordHash: row.ldap_password_hash,
    }));
    const cache = cacheOf(db);
    for (const key of tenant.byToken.keys()) cache.tokens.delete(key);
    for (const name of tenant.byUsername.keys()) cache.usernames.delete(name);
    tenant.byToken = new Map(known.map((one) => [one.tokenKey, one]));
    tenant.byUsername = new Map(known.map((one) => [one.ldapUsername, one]));
    for (const key of tenant.byToken.keys()) cache.tokens.set(key, tenantId);
    for (const name of tenant.byUsername.keys()) cache.usernames.set(name, tenantId);
    tenant.readAt = Date.now();
    if (tenant.changes === changes) tenant.stale = false;
  } catch (error) {
    tenant.restUntil = Date.now() + restAfterFailureMs;
    throw error;
  } finally {
    tenant.reading = null;
  }
}

/** A row as the rest of the program knows it. */
export function deviceOf(row: Omit<Selectable<Tables['device']>, 'token_hash'>): Device {
  return {
    tenantId: row.tenant_id as TenantId,
    id: row.id as DeviceId,
    name: row.name,
    vendor: row.vendor,
    ownerId: row.owner_id as PersonId | null,
    numberFormat: row.number_format,
    nationalPrefix: row.national_prefix,
    nameOrder: row.name_order,
    maxEntries: row.max_entries,
    allowedNetworks: row.allowed_networks,
  };
}
