import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import pino from 'pino';
import { createApiKey } from '../src/access/api-keys.ts';
import { system } from '../src/access/audit.ts';
import { createPerson } from '../src/access/people.ts';
import type { Role } from '../src/access/principal.ts';
import { createSecrets } from '../src/access/secrets.ts';
import { openSession } from '../src/access/sessions.ts';
import { createSetupCode } from '../src/access/setup-code.ts';
import { createTenant } from '../src/access/tenants.ts';
import { apiRoutes } from '../src/api/index.ts';
import { listen } from '../src/database/notify.ts';
import { phoneRoutes } from '../src/deliveries/phone-routes.ts';
import { createPhoneTools } from '../src/deliveries/phone-tools.ts';
import { createPhoneDirectory } from '../src/directory/phone-index/create-phone-directory.ts';
import { startPhoneIndex } from '../src/directory/phone-index/phone-index.ts';
import type { PersonId, TenantId } from '../src/domain/ids.ts';
import { sessionCookie } from '../src/http/authenticate.ts';
import { createLiveEvents } from '../src/http/live-events.ts';
import { createServer } from '../src/http/server.ts';
import type { SourceIo } from '../src/sources/source.ts';
import { startEngine } from '../src/sync/start-engine.ts';
import { createTestDatabase } from './database.ts';

// The real API over real HTTP on loopback, on a database of its own, with the engine running when asked for.

export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: answers are looked into by tests, which know what they asked for
  readonly body: any;
  readonly headers: Headers;
}

export type Call = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<Answer>;

export async function startApi(options: { engine?: boolean } = {}) {
  const database = await createTestDatabase();
  const { db, pool, url: databaseUrl } = database;
  const secrets = createSecrets('a secret key for tests only');
  const world = { now: () => new Date(), random: Math.random, networks: 'any' as const };
  const io = (signal: AbortSignal): SourceIo => ({
    ...world,
    signal,
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  });
  const live = createLiveEvents();
  const notices = listen(databaseUrl, { switchbook_event: (payload) => live.receive(payload) });
  const index = startPhoneIndex({ db, url: databaseUrl });
  const setupCode = createSetupCode();
  const log = pino({ level: process.env.TEST_LOG ?? 'silent' });
  const engine = options.engine
    ? startEngine({ db, pool, url: databaseUrl, secrets, io: world, log, pollMs: 500 })
    : null;
  const server = await createServer({
    db,
    log,
    version: 'test',
    publicOrigin: () => null,
    webRoot: '/nonexistent',
    routes: async (app) => {
      await apiRoutes(app, {
        db,
        importPool: pool,
        secrets,
        setupCode,
        live,
        defaultCountry: 'US',
        sourceIo: io,
        rederiveContacts: () => {},
        directory: createPhoneDirectory(index),
        ldapDoors: () => ({ port: null, tlsPort: null }),
        phones: createPhoneTools({
          directory: createPhoneDirectory(index),
          ldap: () => ({ port: null, tlsPort: null }),
          localHost: '127.0.0.1',
          httpsPort: null,
          hasCertificate: false,
          now: () => new Date(),
        }),
        publicUrl: () => 'http://switchbook.test',
        isSecure: () => false,
      });
      const phones = {
        db,
        directory: createPhoneDirectory(index),
        publicUrl: () => 'http://switchbook.test',
      };
      await app.register(async (scope) => phoneRoutes(scope as unknown as FastifyInstance, phones));
    },
  });
  await server.listen({ host: '127.0.0.1', port: 0 });
  const { port } = server.server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;

  const call = (headers: Record<string, string>): Call => {
    return async (method, path, body, more = {}) => {
      const raw = typeof body === 'string' || body instanceof Uint8Array;
      const response = await fetch(url + path, {
        method,
        headers: {
          ...(body === undefined || raw ? {} : { 'content-type': 'application/json' }),
          ...headers,
          ...more,
        },
        ...(body === undefined ? {} : { body: raw ? (body as BodyInit) : JSON.stringify(body) }),
      });
      const text = await response.text();
      const json = (response.headers.get('content-type') ?? '').includes('json');
      return {
        status: response.status,
        body: json && text ? JSON.parse(text) : text,
        headers: response.headers,
      };
    };
  };

  const tenant = async (name: string) => {
    const tenantId = await createTenant(db, name);
    const key = async (role: Role) =>
      call({
        authorization: `Bearer ${(await createApiKey(db, tenantId, system, { name: `${role} key`, role })).key}`,
      });
    return {
      tenantId: tenantId as TenantId,
      administrator: await key('administrator'),
      agent: await key('agent'),
      user: await key('user'),
    };
  };

  /** Creates somebody with an open session, and calls with their cookie as their browser would. */
  const person = async (
    tenantId: TenantId,
    { role, email, extension }: { role: Role; email: string; extension?: string },
  ): Promise<{ id: PersonId; call: Call; cookie: string }> => {
    const id = await createPerson(db, tenantId, system, {
      email,
      name: email.split('@')[0] ?? '',
      role,
      extension: extension ?? null,
      // Signing in has tests of its own; a password costs half a second each.
      password: null,
    });
    const cookie = `${sessionCookie}=${await openSession(db, tenantId, id, new Date())}`;
    return { id, cookie, call: call({ cookie, origin: url }) };
  };

  return {
    url,
    db,
    index,
    pool,
    setupCode,
    anonymous: call({}),
    call,
    tenant,
    person,
    server,
    stop: async () => {
      await engine?.stop();
      await index.stop();
      live.stop();
      await server.close();
      await notices.stop();
      await database.drop();
    },
  };
}
