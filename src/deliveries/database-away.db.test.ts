import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, connect as connectTo, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fastify, { type FastifyInstance } from 'fastify';
import { Client } from 'ldapts';
import { register } from 'prom-client';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { system } from '../access/audit.ts';
import { watchDevices } from '../access/device-cache.ts';
import { createDevice } from '../access/devices.ts';
import { createTenant } from '../access/tenants.ts';
import { type Connection, connect } from '../database/connect.ts';
import { type EmbeddedPostgres, openEmbeddedPostgres } from '../database/embedded/embedded-postgres.ts';
import { migrate } from '../database/migrate.ts';
import type { Listener } from '../database/notify.ts';
import { createLocalContact } from '../directory/create-local-contact.ts';
import { createPhoneDirectory } from '../directory/phone-index/create-phone-directory.ts';
import { type PhoneIndex, startPhoneIndex } from '../directory/phone-index/phone-index.ts';
import { emptyContact } from '../domain/contact.ts';
import type { TenantId } from '../domain/ids.ts';
import { type LdapServer, startLdap } from './ldap/start-ldap.ts';
import { phoneRoutes } from './phone-routes.ts';

// A PostgreSQL of its own, which is really stopped and started. It gets another port each time, as a database behind a
// fixed address would not: so the product reaches it through a door that leads to wherever it listens.

const folder = mkdtempSync(path.join(tmpdir(), 'switchbook-away-'));
chmodSync(folder, 0o755);
let postgres: EmbeddedPostgres;
let door: Awaited<ReturnType<typeof openDoor>>;
let database: Connection;
let index: PhoneIndex;
let devices: Listener;
let ldap: LdapServer;
let app: FastifyInstance;
let tenantId: TenantId;
let phone: Awaited<ReturnType<typeof createDevice>>;
let stranger: Awaited<ReturnType<typeof createDevice>>;

beforeAll(async () => {
  postgres = await openEmbeddedPostgres(folder);
  door = await openDoor();
  door.leadTo(postgres.url);
  database = connect(door.url(postgres.url), { max: 4 });
  await migrate(database.pool);
  const { db, url } = database;
  tenantId = await createTenant(db, 'Ours');
  phone = await createDevice(db, tenantId, system, { name: 'Lobby' });
  stranger = await createDevice(db, await createTenant(db, 'Never seen'), system, { name: 'Far away' });
  await add(database, 'Archer', '+49 30 23125 001');
  index = startPhoneIndex({ db, url });
  devices = watchDevices(db, url);
  ldap = await startLdap({ db, index, host: '127.0.0.1', port: 0, log: { info: () => {}, warn: () => {} } });
  register.clear();
  app = fastify({ routerOptions: { maxParamLength: 300 } });
  const parts = { db, directory: createPhoneDirectory(index), publicUrl: () => 'http://public.test' };
  await app.register(async (scope) => phoneRoutes(scope, parts));
  await app.ready();
});
afterAll(async () => {
  await app.close();
  await ldap.stop();
  await devices.stop();
  await index.stop();
  await database.close();
  door.close();
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('phones go on being answered while the database is away, and see afterwards what changed meanwhile', async () => {
  const open = await signedIn(phone);
  expect(await found(open)).toEqual(['Archer']);
  expect(await fetched()).toEqual({ book: ['Archer'], caller: 'Archer' });

  door.leadTo(null);
  await postgres.stop();
  await expect(database.pool.query('select 1')).rejects.toThrow();

  // Over the connection that was open, over a new one, and over HTTP; each well before anything times out.
  const began = performance.now();
  expect(await found(open)).toEqual(['Archer']);
  const fresh = await signedIn(phone);
  expect(await found(fresh)).toEqual(['Archer']);
  expect(await fetched()).toEqual({ book: ['Archer'], caller: 'Archer' });
  expect(performance.now() - began).toBeLessThan(9_000);
  // A company whose devices are not known is told so: 52 is `unavailable`, which no phone takes for an empty book.
  await expect(signedIn(stranger)).rejects.toMatchObject({ code: 52 });

  // What another process writes before this one has found its way back is announced to nobody here.
  postgres = await openEmbeddedPostgres(folder);
  const elsewhere = connect(postgres.url, { max: 1 });
  await add(elsewhere, 'Barker', '+49 30 23125 002');
  await elsewhere.close();
  expect(await found(open)).toEqual(['Archer']);

  door.leadTo(postgres.url);
  await vi.waitFor(async () => expect(await found(open)).toEqual(['Archer', 'Barker']), {
    timeout: 20_000,
    interval: 100,
  });
  expect(await fetched()).toEqual({ book: ['Archer', 'Barker'], caller: 'Archer' });
  const known = await signedIn(stranger);
  expect(await found(known)).toEqual([]);
  await Promise.all([open, fresh, known].map((client) => client.unbind()));
});

const add = ({ db }: Connection, lastName: string, number: string) =>
  createLocalContact(db, tenantId, system, {
    book: 'central',
    ownerId: null,
    fields: { ...emptyContact, lastName, phones: [{ number, label: 'work' }] },
  });

async function signedIn({ ldapUsername, ldapPassword }: typeof phone): Promise<Client> {
  const client = new Client({ url: `ldap://127.0.0.1:${ldap.port}`, timeout: 15_000 });
  await client.bind(ldapUsername, ldapPassword);
  return client;
}

async function found(client: Client): Promise<unknown[]> {
  const { searchEntries } = await client.search('dc=directory', { filter: '(sn=*)', attributes: ['sn'] });
  return searchEntries.map(({ sn }) => sn);
}

async function fetched(): Promise<{ book: string[]; caller: string }> {
  const book = await app.inject({ url: `/p/${phone.token}/yealink.xml` });
  const caller = await app.inject({ url: `/p/${phone.token}/lookup?number=%2B493023125001` });
  return {
    book: [...book.body.matchAll(/<Name>(.*?)<\/Name>/g)].map(([, name]) => name!),
    caller: caller.body,
  };
}

/** A port that leads to a database, or to nowhere. */
async function openDoor() {
  let target: number | null = null;
  const through = new Set<Socket>();
  const server: Server = createServer((socket) => {
    const onwards = target === null ? null : connectTo(target, '127.0.0.1');
    if (!onwards) return socket.destroy();
    for (const [one, other] of [
      [socket, onwards],
      [onwards, socket],
    ] as const) {
      through.add(one);
      one.on('error', () => {});
      one.on('close', () => {
        through.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: (of: string) => {
      const url = new URL(of);
      url.port = String((server.address() as AddressInfo).port);
      return url.href;
    },
    leadTo: (url: string | null) => {
      target = url === null ? null : Number(new URL(url).port);
    },
    close: () => {
      for (const socket of through) socket.destroy();
      server.close();
    },
  };
}
