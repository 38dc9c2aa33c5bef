import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase } from '../../test/database.ts';
import { newId, type PersonId, type TenantId } from '../domain/ids.ts';
import { system } from './audit.ts';
import { isCurrentDevice, onDevicesChanged, watchDevices } from './device-cache.ts';
import { writeSightings } from './device-seen.ts';
import {
  changeDevice,
  createDevice,
  findDeviceByLdapLogin,
  findDeviceByToken,
  listDevices,
  revokeDevice,
  rotateDevice,
  touchDevice,
} from './devices.ts';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let tenantId: TenantId;
let personId: PersonId;
beforeAll(async () => {
  database = await createTestDatabase();
  tenantId = newId<TenantId>();
  personId = newId<PersonId>();
  await database.db
    .insertInto('tenant')
    .values({ tenant_id: tenantId, name: 'Test', country: 'DE' })
    .execute();
  await database.db
    .insertInto('person')
    .values({
      tenant_id: tenantId,
      id: personId,
      email: 'ada@example.test',
      email_key: 'ada@example.test',
      name: 'Ada',
      role: 'agent',
      extension: null,
      password_hash: null,
    })
    .execute();
});
afterAll(() => database.drop());

test('a device is found by its token and by its LDAP login, and by nothing else', async () => {
  const { db } = database;
  const made = await createDevice(db, tenantId, system, {
    name: 'Lobby',
    vendor: 'yealink',
    ownerId: personId,
  });
  expect(await findDeviceByToken(db, made.token)).toMatchObject({ id: made.id, tenantId, ownerId: personId });
  expect(await findDeviceByLdapLogin(db, made.ldapUsername, made.ldapPassword)).toMatchObject({
    id: made.id,
  });
  expect(await findDeviceByLdapLogin(db, made.ldapUsername.toUpperCase(), made.ldapPassword)).not.toBeNull();
  expect(await findDeviceByLdapLogin(db, made.ldapUsername, `${made.ldapPassword}x`)).toBeNull();
  expect(await findDeviceByLdapLogin(db, made.ldapUsername, '')).toBeNull();
  expect(await findDeviceByLdapLogin(db, 'nobody', made.ldapPassword)).toBeNull();
  expect(await findDeviceByToken(db, made.token.slice(1))).toBeNull();
  expect(await findDeviceByToken(db, '')).toBeNull();
});

test('neither the token nor the password stands in the database', async () => {
  const { db } = database;
  const made = await createDevice(db, tenantId, system, { name: 'Secretive' });
  const { rows } = await sql<{ text: string }>`
    select device::text as text from device union all select audit_event::text from audit_event`.execute(db);
  const all = rows.map((row) => row.text).join();
  expect(all).toContain('Secretive');
  expect(all).not.toContain(made.token);
  expect(all).not.toContain(made.ldapPassword);
});

test('a revoked or rotated device is refused at once, also by a process that had it in memory', async () => {
  const { db, url } = database;
  const other = await import('../database/connect.ts').then(({ connect }) => connect(url, { max: 2 }));
  const watching = watchDevices(other.db, url);
  try {
    const made = await createDevice(db, tenantId, system, { name: 'Short-lived' });
    const device = await findDeviceByToken(other.db, made.token);
    expect(device).not.toBeNull();
    await expect
      .poll(async () => {
        const { rows } = await sql<{
          n: number;
        }>`select count(*)::int as n from pg_stat_activity where datname = current_database() and query ilike 'listen%'`.execute(
          db,
        );
        return rows[0]!.n;
      })
      .toBe(1);

    const heard = new Promise((resolve) => onDevicesChanged(other.db, resolve));
    const fresh = await rotateDevice(db, tenantId, system, made.id);
    expect(await findDeviceByToken(db, made.token)).toBeNull();
    expect(await heard).toBe(tenantId);
    expect(await findDeviceByToken(other.db, made.token)).toBeNull();
    expect(await findDeviceByToken(other.db, fresh.token)).toMatchObject({ id: made.id });
    expect(await findDeviceByLdapLogin(other.db, made.ldapUsername, made.ldapPassword)).toBeNull();
    expect(await isCurrentDevice(other.db, device!)).toBe(true);

    const heardAgain = new Promise((resolve) => onDevicesChanged(other.db, resolve));
    await revokeDevice(db, tenantId, system, made.id);
    await heardAgain;
    expect(await findDeviceByToken(other.db, fresh.token)).toBeNull();
    expect(await isCurrentDevice(other.db, device!)).toBe(false);
  } finally {
    await watching.stop();
    await other.close();
  }
});

test('a known device goes on working while the database is away', async () => {
  const { db, url } = database;
  const made = await createDevice(db, tenantId, system, { name: 'Steady' });
  const { connect } = await import('../database/connect.ts');
  const other = connect(url, { max: 1 });
  await findDeviceByToken(other.db, made.token);
  await other.close();
  expect(await findDeviceByToken(other.db, made.token)).toMatchObject({ name: 'Steady' });
  expect(await findDeviceByLdapLogin(other.db, made.ldapUsername, made.ldapPassword)).not.toBeNull();
  await expect(
    findDeviceByToken(
      other.db,
      made.token.replace(/^./, (c) => (c === 'a' ? 'b' : 'a')),
    ),
  ).rejects.toThrow();
});

test('settings change, sightings are written, and the owner who is disabled or gone shows no personal book', async () => {
  const { db } = database;
  const made = await createDevice(db, tenantId, system, { name: 'Desk', ownerId: personId });
  await changeDevice(db, tenantId, system, made.id, {
    numberFormat: 'national',
    nationalPrefix: '9',
    maxEntries: 10,
    allowedNetworks: ['10.0.0.0/8'],
  });
  const device = await findDeviceByToken(db, made.token);
  expect(device).toMatchObject({
    numberFormat: 'national',
    nationalPrefix: '9',
    maxEntries: 10,
    ownerId: personId,
  });
  touchDevice(db, device!, '192.0.2.1', 'Yealink\nSIP-T46G 28.83.0.120');
  await writeSightings(db);
  expect((await listDevices(db, tenantId)).find((one) => one.id === made.id)).toMatchObject({
    lastSeenFrom: '192.0.2.1',
    lastSeenWith: 'Yealink SIP-T46G 28.83.0.120',
    allowedNetworks: ['10.0.0.0/8'],
  });

  await db.updateTable('person').set({ disabled_at: new Date() }).where('id', '=', personId).execute();
  await changeDevice(db, tenantId, system, made.id, { name: 'Desk 2' });
  expect(await findDeviceByToken(db, made.token)).toMatchObject({ name: 'Desk 2', ownerId: null });
  await db.deleteFrom('person').where('id', '=', personId).execute();
  await changeDevice(db, tenantId, system, made.id, { name: 'Desk 3' });
  expect(await findDeviceByToken(db, made.token)).toMatchObject({ name: 'Desk 3', ownerId: null });
});

test("another tenant's device cannot be changed, and an owner must be one of the people", async () => {
  const { db } = database;
  const made = await createDevice(db, tenantId, system, { name: 'Mine' });
  const stranger = newId<TenantId>();
  await expect(revokeDevice(db, stranger, system, made.id)).rejects.toMatchObject({ code: 'not-found' });
  await expect(rotateDevice(db, stranger, system, made.id)).rejects.toMatchObject({ code: 'not-found' });
  await expect(
    createDevice(db, tenantId, system, { name: 'X', ownerId: newId<PersonId>() }),
  ).rejects.toMatchObject({ code: 'invalid-input' });
});
